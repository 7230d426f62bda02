-- Figures of the dashboard, kept up to date with the rows that they count: nobody counts a million orders to show one number.
create table order_count (
    status text   primary key,
    orders bigint not null
);

create table order_minute (
    minute   timestamptz primary key,
    placed   bigint not null,
    paid     bigint not null,
    rejected bigint not null,
    expired  bigint not null
);

-- The list of orders is made anew from the events, so that the figures count all of them.
truncate order_row, order_sku;
delete from token_entry where processor_name = 'orders';

-- Whether no more is free at a location than is to be kept back there.
alter table stock_level add column low boolean not null default false;
update stock_level
set low = on_hand - reserved <= coalesce(stock_level.safety_stock, defined.safety_stock)
from stock_definition as defined where defined.sku = stock_level.sku;
create index stock_level_low on stock_level (sku, location) where low;

-- Finds the holds that have lapsed without a look at all others of their item.
create index stock_hold_expiry on stock_hold (expires_at);

-- Who is logged in with a browser; a key that is taken away takes its sessions with it.
create table browser_session (
    token_hash bytea       primary key,
    key_hash   bytea       not null references api_key (hash) on delete cascade,
    expires_at timestamptz not null
);

create index browser_session_expiry on browser_session (expires_at);
create index browser_session_key on browser_session (key_hash);
