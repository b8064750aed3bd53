-- 1. A clock that was put right does not make somebody a doer; where the law asks for a certificate
--    of repair, a car is not ready without one. The codes are those of domain/guarantee.py.

CREATE OR REPLACE FUNCTION work_orders_check_ready() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_promise_at IS DISTINCT FROM OLD.first_promise_at
       AND OLD.first_promise_at IS NOT NULL THEN
        RAISE EXCEPTION 'the first promise stays as it was given'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> 'ready' OR OLD.state IN ('ready', 'delivered') THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT 1 FROM work_orders_line l
        WHERE l.work_order_id = NEW.id AND l.removed_at IS NULL
          AND (l.state = 'approved'
               OR (l.state = 'done' AND l.grade <> '' AND NOT EXISTS (
                   SELECT 1 FROM (
                       SELECT * FROM work_orders_qualitycheck c WHERE c.line_id = l.id
                       ORDER BY c.checked_at DESC, c.id DESC LIMIT 1
                   ) last
                   WHERE last.passed AND last.grade = l.grade AND last.checked_at >= l.finished_at
                     AND (l.grade IN ('self_photo', 'road_test')
                          OR (last.checked_by_id IS DISTINCT FROM l.finished_by_id
                              AND NOT EXISTS (
                                  SELECT 1 FROM work_orders_clockentry k
                                  WHERE k.line_id = l.id AND k.technician_id = last.checked_by_id
                                    AND NOT EXISTS (
                                        SELECT 1 FROM work_orders_clockentry newer
                                        WHERE newer.corrects_id = k.id))))
               )))
    ) THEN
        RAISE EXCEPTION 'work is unfinished or unchecked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ready_needs_its_checks';
    END IF;
    IF EXISTS (SELECT 1 FROM network_site s WHERE s.id = NEW.site_id AND s.country = 'CN')
       AND EXISTS (
           SELECT 1 FROM work_orders_line l
           WHERE l.work_order_id = NEW.id AND l.removed_at IS NULL AND l.state = 'done'
             AND l.operation_code IN ('CHECK-24', 'ANNUAL-CN', 'TIMING-BELT'))
       AND NOT EXISTS (
           SELECT 1 FROM work_orders_certificate c
           WHERE c.work_order_id = NEW.id AND c.void_at IS NULL)
    THEN
        RAISE EXCEPTION 'the law asks for a certificate of repair'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ready_needs_its_certificate';
    END IF;
    RETURN NEW;
END $$;

-- 2. What was clocked is never edited: a correction is an entry of its own.

CREATE FUNCTION work_orders_keep_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'clocked time is put right by a new entry, never edited'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clocked_time_stays BEFORE UPDATE ON work_orders_clockentry
    FOR EACH ROW EXECUTE FUNCTION work_orders_keep_clock();
