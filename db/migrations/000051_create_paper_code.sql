-- Accounts for people without e-mail or telephone, opened at a desk: a number to say, and a secret code on paper.
create table accounts.account_number (
  person_id bigint primary key references accounts.person,
  -- Nine random digits and their check digit (src/accounts/paper/number.ts).
  number text not null unique check (number ~ '^[1-9][0-9]{9}$'),
  given_at timestamptz not null,
  -- The agent who opened the account, and for which authority; null: the person asked for a number themselves.
  given_by bigint references accounts.person,
  authority_id integer references territory.authority,
  -- The page that asked: sent twice, it opens one account.
  asked_key uuid not null unique,
  check ((given_by is null) = (authority_id is null))
);

create table accounts.paper_code (
  person_id bigint primary key references accounts.account_number,
  -- Keyed digest: the code itself is on paper, and nowhere else.
  code_hash bytea not null,
  made_at timestamptz not null,
  made_by bigint not null references accounts.person,
  asked_key uuid not null unique
);

-- Opened with a paper code, on a computer that others use: half an hour without use, two hours at most.
alter table accounts.session add column is_shared boolean not null default false;

alter table accounts.account_number enable row level security;
alter table accounts.paper_code enable row level security;
create policy system on accounts.account_number using (platform.is_system());
create policy own on accounts.account_number for select using (person_id = platform.person_id());
create policy system on accounts.paper_code using (platform.is_system());
grant select, insert, update, delete on accounts.account_number, accounts.paper_code to parvis_app;
