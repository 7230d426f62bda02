-- One call is one transaction and one round trip. Product rows are always locked in the order of their SKU.

-- Answers RESERVED, REJECTED with the shortages, EXISTS, or INVALID for a SKU that is unknown or a quantity too fine.
create function place_order(
    p_order_id text, p_customer_id text, p_tab text, p_currency text, p_total numeric,
    p_now timestamptz, p_due timestamptz,
    p_line_ids text[], p_skus text[], p_quantities numeric[], p_prices numeric[], p_amounts numeric[],
    out outcome text, out shortages text)
language plpgsql as $$
declare
    v_known  bigint;
    v_wanted bigint;
begin
    -- What waits for nobody comes first: the locks are held as short as can be.
    insert into orders (order_id, customer_id, tab, currency, status, version, total, paid,
                        payment_due_at, placed_at, updated_at)
    values (p_order_id, p_customer_id, p_tab, p_currency, 'RESERVED', 1, p_total, 0, p_due, p_now, p_now)
    on conflict do nothing;
    if not found then
        outcome := 'EXISTS';
        return;
    end if;

    insert into order_line (order_id, line_no, line_id, sku, quantity, unit_price, amount)
    select p_order_id, line.no, line.line_id, line.sku, line.quantity, line.unit_price, line.amount
    from unnest(p_line_ids, p_skus, p_quantities, p_prices, p_amounts)
        with ordinality as line (line_id, sku, quantity, unit_price, amount, no);

    select count(product.sku) filter (where scale(trim_scale(wanted.quantity)) <= product.scale), count(*),
           json_agg(json_build_object('sku', wanted.sku, 'location', 'main',
                                      'requested', wanted.quantity::text, 'available', product.available::text))
               filter (where wanted.quantity > product.available)
    into v_known, v_wanted, shortages
    from (select line.sku, sum(line.quantity) as quantity
          from unnest(p_skus, p_quantities) as line (sku, quantity)
          group by line.sku) as wanted
    left join (select p.sku, p.scale, greatest(p.on_hand - p.reserved - p.safety_stock, 0) as available
               from product p
               where p.sku = any (p_skus)
               order by p.sku
               for update) as product on product.sku = wanted.sku;

    if v_known < v_wanted then
        delete from order_line where order_id = p_order_id;
        delete from orders where order_id = p_order_id;
        outcome := 'INVALID';
        return;
    end if;
    if shortages is not null then
        update orders set status = 'REJECTED' where order_id = p_order_id;
        outcome := 'REJECTED';
        return;
    end if;

    with wanted as (
        select line.sku, sum(line.quantity) as quantity
        from unnest(p_skus, p_quantities) as line (sku, quantity)
        group by line.sku
    ), changed as (
        update product p set reserved = p.reserved + wanted.quantity, version = p.version + 1
        from wanted
        where p.sku = wanted.sku
        returning p.sku, wanted.quantity, p.reserved
    ), held as (
        insert into reservation (order_id, sku, quantity, expires_at)
        select p_order_id, sku, quantity, p_due from changed
    )
    insert into movement (sku, kind, quantity, balance, order_id, at)
    select sku, 'RESERVED', quantity, reserved, p_order_id, p_now from changed;
    outcome := 'RESERVED';
end
$$;

-- Answers PAID, PART_PAID, NOT_FOUND, ALREADY_PAID, INVALID_STATE, EXPIRED or AMOUNT_MISMATCH.
create function pay_order(
    p_order_id text, p_payment_id text, p_amount numeric, p_method text, p_now timestamptz,
    out outcome text, out body text)
language plpgsql as $$
declare
    v_order orders%rowtype;
begin
    select * into v_order from orders where order_id = p_order_id for update;
    outcome := case
        when not found then 'NOT_FOUND'
        when v_order.status = 'PAID' then 'ALREADY_PAID'
        when v_order.status = 'EXPIRED' then 'EXPIRED'
        when v_order.status <> 'RESERVED' then 'INVALID_STATE'
        when v_order.payment_due_at <= p_now then 'EXPIRED'
        when v_order.paid + p_amount > v_order.total then 'AMOUNT_MISMATCH'
        when v_order.paid + p_amount = v_order.total then 'PAID'
        else 'PART_PAID'
    end;
    if outcome not in ('PAID', 'PART_PAID') then
        return;
    end if;

    insert into payment (order_id, payment_id, amount, method, at)
    values (p_order_id, p_payment_id, p_amount, p_method, p_now);
    update orders
    set paid = paid + p_amount, version = version + 1, updated_at = p_now,
        status = case outcome when 'PAID' then 'PAID' else status end
    where order_id = p_order_id;
    body := order_body(p_order_id);
    if outcome = 'PAID' then
        perform settle_reservations(p_order_id, true, p_now);
    end if;
end
$$;

-- Turns what an order holds into sales, or gives it back.
create function settle_reservations(p_order_id text, p_sold boolean, p_now timestamptz) returns void
language plpgsql as $$
begin
    perform from product
    where sku in (select r.sku from reservation r where r.order_id = p_order_id)
    order by sku
    for update;

    with settled as (
        delete from reservation where order_id = p_order_id returning sku, quantity
    ), changed as (
        update product p
        set reserved = p.reserved - settled.quantity,
            on_hand = p.on_hand - case when p_sold then settled.quantity else 0 end,
            version = p.version + 1
        from settled
        where p.sku = settled.sku
        returning p.sku, settled.quantity, p.on_hand, p.reserved
    )
    insert into movement (sku, kind, quantity, balance, order_id, at)
    select sku, case when p_sold then 'SOLD' else 'RELEASED' end, -quantity,
           case when p_sold then on_hand else reserved end, p_order_id, p_now
    from changed;
end
$$;

-- Gives back what some orders hold whose time is over; answers how many orders it took.
create function expire_orders(p_now timestamptz, p_limit integer) returns integer
language plpgsql as $$
declare
    v_order_id text;
    v_count    integer := 0;
begin
    -- Orders that somebody works on are left for the next time.
    for v_order_id in
        select order_id from orders
        where order_id in (select r.order_id from reservation r where r.expires_at <= p_now
                           order by r.expires_at limit p_limit)
          and status = 'RESERVED'
        for update skip locked
    loop
        update orders set status = 'EXPIRED', version = version + 1, updated_at = p_now where order_id = v_order_id;
        perform settle_reservations(v_order_id, false, p_now);
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;

create function rfc3339(p_at timestamptz) returns text
language sql stable
return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- The order as the API shows it, ready to be sent; null when there is none.
create function order_body(p_order_id text) returns text
language sql stable
begin atomic
    select json_build_object(
        'orderId', o.order_id, 'status', o.status, 'version', o.version,
        'customerId', o.customer_id, 'tab', o.tab, 'currency', o.currency,
        'lines', (select json_agg(json_build_object(
                      'lineId', l.line_id, 'sku', l.sku, 'location', 'main', 'quantity', l.quantity::text,
                      'unitPrice', l.unit_price::text, 'amount', l.amount::text) order by l.line_no)
                  from order_line l where l.order_id = o.order_id),
        'total', o.total::text, 'paid', o.paid::text, 'amountDue', (o.total - o.paid)::text,
        'payments', coalesce((select json_agg(json_build_object(
                      'paymentId', p.payment_id, 'amount', p.amount::text, 'method', p.method, 'at', rfc3339(p.at))
                      order by p.at)
                  from payment p where p.order_id = o.order_id), '[]'),
        'paymentDueAt', rfc3339(o.payment_due_at), 'placedAt', rfc3339(o.placed_at),
        'updatedAt', rfc3339(o.updated_at))::text
    from orders o where o.order_id = p_order_id;
end;
