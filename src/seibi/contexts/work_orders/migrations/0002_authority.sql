-- 1. What was shown, answered, granted, checked and recorded as history is written once.

CREATE FUNCTION work_orders_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_estimateversion
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_estimateline
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_linedecision
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_statechange
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_qualitycheck
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON work_orders_partissue
    FOR EACH ROW EXECUTE FUNCTION work_orders_is_written_once();

-- 2. An authority only ends; it is never widened, moved or removed.

CREATE FUNCTION work_orders_authority_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
       OR (to_jsonb(NEW) - 'revoked_at' - 'revoked_reason')
          IS DISTINCT FROM (to_jsonb(OLD) - 'revoked_at' - 'revoked_reason') THEN
        RAISE EXCEPTION 'an authority can only end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER authority_only_ends BEFORE UPDATE OR DELETE ON work_orders_authority
    FOR EACH ROW EXECUTE FUNCTION work_orders_authority_only_ends();

CREATE FUNCTION work_orders_ceiling_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
       OR (to_jsonb(NEW) - 'revoked_at') IS DISTINCT FROM (to_jsonb(OLD) - 'revoked_at') THEN
        RAISE EXCEPTION 'a ceiling can only end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ceiling_only_ends BEFORE UPDATE OR DELETE ON work_orders_ceiling
    FOR EACH ROW EXECUTE FUNCTION work_orders_ceiling_only_ends();

-- 3. An authority is what it says: proven, of the valid version, within the ceiling.

CREATE FUNCTION work_orders_latest_version(of_work_order uuid) RETURNS integer
LANGUAGE sql STABLE AS $$
    SELECT max(number)::integer FROM work_orders_estimateversion
    WHERE work_order_id = of_work_order
$$;

CREATE FUNCTION work_orders_check_authority() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_line work_orders_line%ROWTYPE;
    shown work_orders_estimateline%ROWTYPE;
    version_number integer;
    earlier_hash text;
    ceiling numeric;
    used numeric;
BEGIN
    PERFORM 1 FROM work_orders_workorder WHERE id = NEW.work_order_id FOR UPDATE;
    SELECT * INTO the_line FROM work_orders_line WHERE id = NEW.line_id;
    IF the_line.work_order_id IS DISTINCT FROM NEW.work_order_id THEN
        RAISE EXCEPTION 'line and authority belong to different visits'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'customer_approval' THEN
        SELECT * INTO shown FROM work_orders_estimateline WHERE id = NEW.estimate_line_id;
        SELECT number INTO version_number FROM work_orders_estimateversion
            WHERE id = shown.version_id AND work_order_id = NEW.work_order_id;
        IF shown.line_id IS DISTINCT FROM NEW.line_id
           OR NEW.max_amount > shown.gross
           OR version_number IS DISTINCT FROM work_orders_latest_version(NEW.work_order_id) THEN
            RAISE EXCEPTION 'an approval is for a line as shown in the valid version'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT l.line_hash INTO earlier_hash
            FROM work_orders_linedecision d
            JOIN work_orders_estimateline l ON l.id = d.estimate_line_id
            WHERE d.id = NEW.decision_id AND d.line_id = NEW.line_id AND d.answer = 'approve';
        IF earlier_hash IS DISTINCT FROM shown.line_hash THEN
            RAISE EXCEPTION 'what was approved is not what is shown now'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.kind = 'ceiling' THEN
        SELECT amount INTO ceiling FROM work_orders_ceiling
            WHERE work_order_id = NEW.work_order_id AND revoked_at IS NULL;
        SELECT coalesce(sum(max_amount), 0) INTO used FROM work_orders_authority
            WHERE work_order_id = NEW.work_order_id AND kind = 'ceiling' AND revoked_at IS NULL;
        IF ceiling IS NULL OR used + NEW.max_amount > ceiling THEN
            RAISE EXCEPTION 'beyond the agreed ceiling' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_authority BEFORE INSERT ON work_orders_authority
    FOR EACH ROW EXECUTE FUNCTION work_orders_check_authority();

-- 4. The question that parts and invoices ask.

CREATE FUNCTION work_orders_line_authorised(of_line uuid, amount numeric) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1
        FROM work_orders_line l
        JOIN work_orders_authority a ON a.line_id = l.id
        LEFT JOIN work_orders_estimateline e ON e.id = a.estimate_line_id
        LEFT JOIN work_orders_estimateversion v ON v.id = e.version_id
        WHERE l.id = of_line
          AND l.removed_at IS NULL
          AND l.state NOT IN ('declined', 'deferred')
          AND a.revoked_at IS NULL
          AND amount <= a.max_amount
          AND CASE a.kind
              WHEN 'customer_approval' THEN
                  l.payer = 'customer'
                  AND v.number = work_orders_latest_version(l.work_order_id)
                  AND e.payer = l.payer AND e.gross = l.gross AND e.quantity = l.quantity
                  AND e.part_id IS NOT DISTINCT FROM l.part_id
              WHEN 'ceiling' THEN l.payer = 'customer' AND EXISTS (
                  SELECT 1 FROM work_orders_ceiling c
                  WHERE c.work_order_id = l.work_order_id AND c.revoked_at IS NULL)
              WHEN 'diagnosis' THEN l.payer = 'customer' AND l.kind = 'diagnosis'
              WHEN 'warranty' THEN l.payer = 'warranty'
              WHEN 'internal' THEN l.payer = 'internal'
              WHEN 'goodwill' THEN l.payer = 'goodwill'
              ELSE false
          END
    )
$$;

-- 5. No part leaves the shelf for a line that nobody agreed to, and never more than agreed.

CREATE FUNCTION work_orders_check_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_line work_orders_line%ROWTYPE;
    out_before numeric;
BEGIN
    IF NEW.kind <> 'issue' OR (NEW.line_id IS NULL AND NEW.subject NOT LIKE 'work_order:%') THEN
        RETURN NEW;
    END IF;
    SELECT * INTO the_line FROM work_orders_line WHERE id = NEW.line_id FOR UPDATE;
    IF NOT FOUND OR NEW.subject IS DISTINCT FROM 'work_order:' || the_line.work_order_id THEN
        RAISE EXCEPTION 'parts for a visit are issued to one of its lines'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_names_its_line';
    END IF;
    IF NOT work_orders_line_authorised(the_line.id, the_line.gross) THEN
        RAISE EXCEPTION 'nobody has agreed to this line'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_needs_authority';
    END IF;
    IF the_line.kind = 'part' THEN
        SELECT coalesce(-sum(quantity), 0) INTO out_before FROM parts_move
            WHERE line_id = the_line.id AND subject = NEW.subject AND kind IN ('issue', 'return');
        IF the_line.part_id <> NEW.part_id OR out_before - NEW.quantity > the_line.quantity THEN
            RAISE EXCEPTION 'another part, or more of it, than was agreed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_is_what_was_agreed';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issue_needs_authority BEFORE INSERT ON parts_move
    FOR EACH ROW EXECUTE FUNCTION work_orders_check_move();

CREATE FUNCTION work_orders_check_part_issue() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_line work_orders_line%ROWTYPE;
BEGIN
    SELECT * INTO the_line FROM work_orders_line WHERE id = NEW.line_id FOR UPDATE;
    IF NEW.quantity > 0 AND NOT work_orders_line_authorised(the_line.id, the_line.gross) THEN
        RAISE EXCEPTION 'nobody has agreed to this line'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_needs_authority';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM parts_move m
        WHERE m.id = NEW.move_id AND m.line_id = NEW.line_id AND m.part_id = NEW.part_id
          AND m.quantity = -NEW.quantity
    ) THEN
        RAISE EXCEPTION 'an issue to a line is a move of stock'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_is_a_move';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issue_needs_authority BEFORE INSERT ON work_orders_partissue
    FOR EACH ROW EXECUTE FUNCTION work_orders_check_part_issue();

-- 6. A car is ready only when every finished line has passed the look its grade asks for.

CREATE FUNCTION work_orders_check_ready() RETURNS trigger LANGUAGE plpgsql AS $$
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
                                  WHERE k.line_id = l.id AND k.technician_id = last.checked_by_id)))
               )))
    ) THEN
        RAISE EXCEPTION 'work is unfinished or unchecked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ready_needs_its_checks';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ready_needs_its_checks BEFORE UPDATE ON work_orders_workorder
    FOR EACH ROW EXECUTE FUNCTION work_orders_check_ready();
