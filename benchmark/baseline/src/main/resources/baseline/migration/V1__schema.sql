-- The functions are the only writers, so foreign keys would cost a look-up for each row and find nothing.
-- Updates of stock and of orders touch no index and find room in their page.

create table product (
    sku          text    primary key,
    name         text    not null,
    unit         text    not null,
    scale        integer not null,
    product_id   text,
    safety_stock numeric not null,
    on_hand      numeric not null check (on_hand >= 0),
    reserved     numeric not null check (reserved >= 0),
    version      bigint  not null,
    check (reserved <= on_hand)
) with (fillfactor = 50);

create table orders (
    order_id       text        primary key,
    customer_id    text,
    tab            text,
    currency       text        not null,
    status         text        not null,
    version        bigint      not null,
    total          numeric     not null,
    paid           numeric     not null,
    payment_due_at timestamptz not null,
    placed_at      timestamptz not null,
    updated_at     timestamptz not null
) with (fillfactor = 80);

create table order_line (
    order_id   text    not null,
    line_no    integer not null,
    line_id    text    not null,
    sku        text    not null,
    quantity   numeric not null,
    unit_price numeric not null,
    amount     numeric not null,
    primary key (order_id, line_no)
);

create table reservation (
    order_id   text        not null,
    sku        text        not null,
    quantity   numeric     not null,
    expires_at timestamptz not null,
    primary key (order_id, sku)
);

create index reservation_expiry on reservation (expires_at);

create table movement (
    position  bigint      generated always as identity primary key,
    sku       text        not null,
    kind      text        not null,
    quantity  numeric     not null,
    balance   numeric     not null,
    order_id  text,
    reference text,
    at        timestamptz not null
);

create index movement_sku on movement (sku, position);
create index movement_order on movement (order_id, position) where order_id is not null;

create table payment (
    order_id   text        not null,
    payment_id text        not null,
    amount     numeric     not null,
    method     text        not null,
    at         timestamptz not null,
    primary key (order_id, payment_id)
);
