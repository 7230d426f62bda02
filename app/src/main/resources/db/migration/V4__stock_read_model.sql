-- Read models of stock: derived from the events, rebuilt from them, and never the base of a decision.
create table stock_level (
    sku      text    not null,
    location text    not null,
    on_hand  numeric not null check (on_hand >= 0),
    reserved numeric not null check (reserved >= 0),
    primary key (sku, location),
    check (reserved <= on_hand)
);

create table stock_hold (
    sku        text        not null,
    location   text        not null,
    order_id   text        not null,
    quantity   numeric     not null check (quantity >= 0),
    expires_at timestamptz not null,
    primary key (sku, location, order_id)
);

create table movement (
    position  bigint      primary key,
    sku       text        not null,
    location  text        not null,
    kind      text        not null,
    quantity  numeric     not null,
    balance   numeric     not null check (balance >= 0),
    order_id  text,
    reference text,
    at        timestamptz not null
);

create index movement_sku on movement (sku, location, position);
create index movement_order on movement (order_id, position) where order_id is not null;
