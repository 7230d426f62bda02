-- Read model of orders for lists: derived from the events, rebuilt from them, and never the base of a decision.
-- Each order has the place of its first event, which never changes: newest first is one order for all pages.
create table order_row (
    order_id       text        primary key,
    created_at     timestamptz not null,
    position       bigint      not null,
    status         text        not null,
    customer_id    text,
    tab            text,
    payment_due_at timestamptz,
    version        bigint      not null,
    -- As the API shows it; text, because its fields keep their order.
    body           text        not null
) with (fillfactor = 85);

create index order_row_newest on order_row (created_at, position);
create index order_row_status on order_row (status, created_at, position);
create index order_row_customer on order_row (customer_id, created_at, position) where customer_id is not null;
create index order_row_tab on order_row (tab, created_at, position) where tab is not null;
-- Finds what has expired by the clock before anybody asked the order to.
create index order_row_due on order_row (payment_due_at) where status in ('PLACED', 'RESERVED');

create table order_sku (
    sku        text        not null,
    created_at timestamptz not null,
    position   bigint      not null,
    order_id   text        not null,
    primary key (sku, created_at, position)
);
