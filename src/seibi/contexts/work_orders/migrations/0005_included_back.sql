DROP TRIGGER authority_is_of_the_job ON work_orders_authority;
DROP FUNCTION work_orders_check_authority_of_job();

CREATE OR REPLACE FUNCTION work_orders_line_authorised(of_line uuid, amount numeric) RETURNS boolean
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
