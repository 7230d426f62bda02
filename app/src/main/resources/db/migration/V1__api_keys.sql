create table api_key (
    hash       bytea       primary key,
    name       text        not null,
    role       text        not null,
    created_at timestamptz not null
);
