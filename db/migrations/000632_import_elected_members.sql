-- Elected members who come from the national register: what a file changes, as it was understood, then what each change made, so that all
-- of it is undone as one. Whoever imports reads it, and nobody else. The file is not kept: neither birth nor profession is anywhere.
create table bodies.register_import (
  id integer generated always as identity primary key,
  -- In the order in which they are done (src/bodies/arrivals/differences.ts).
  changes jsonb not null check (jsonb_typeof(changes) = 'array' and jsonb_array_length(changes) between 1 and 20000),
  -- What changes made, in their order.
  made jsonb not null default '[]' check (jsonb_typeof(made) = 'array'),
  set_by bigint not null references accounts.person,
  set_at timestamptz not null,
  undone_at timestamptz
);
create index register_import_by on bodies.register_import (set_by);
alter table bodies.register_import enable row level security;
create policy system on bodies.register_import to parvis_system using (true);
create policy own on bodies.register_import for select using (set_by = (select platform.person_id()));
create policy made on bodies.register_import for insert with check (set_by = (select platform.person_id()) and made = '[]' and undone_at is null
  and platform.is_told_now(set_at) and cardinality((select audiences.actor_ids('setter'))::bigint[]) > 0);
create policy gone_on on bodies.register_import for update using (set_by = (select platform.person_id()) and undone_at is null)
  with check (set_by = (select platform.person_id()) and (undone_at is null or platform.is_told_now(undone_at)));
grant select, insert (changes, set_by, set_at), update (made, undone_at) on bodies.register_import to parvis_app;
grant select, insert, update, delete on bodies.register_import to parvis_system;

-- A seat that an import gave goes with it, begun or not; a term without seats, and a body without terms, may be taken away.
alter table bodies.seat add column import_id integer references bodies.register_import on delete set null;
grant insert (import_id) on bodies.seat to parvis_app;
alter policy given on bodies.seat with check (bodies.keeps_term(term_id)
  and (import_id is null or exists (select from bodies.register_import i where i.id = import_id)));
alter policy never_was on bodies.seat using (bodies.keeps_term(term_id) and (first_day >= platform.today()
  or exists (select from bodies.register_import i where i.id = import_id and i.undone_at is null)));
grant delete on bodies.term, bodies.body to parvis_app;
create function bodies.empties_term(term integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bodies.keeps_term(term) and not exists (select from bodies.seat s where s.term_id = term) $$;
create function bodies.empties(body integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select bodies.keeps(body) and not exists (select from bodies.term t where t.body_id = body) $$;
create policy emptied on bodies.term for delete using (bodies.empties_term(id));
create policy emptied on bodies.body for delete using (bodies.empties(id));

alter policy tell_body on platform.event with check (subject_kind = 'body' and erased_at is null
  and name in ('body.founded', 'body.changed', 'body.withdrawn', 'term.begun', 'term.changed', 'term.withdrawn', 'seat.given', 'seat.changed',
    'seat.ended')
  and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name()) and bodies.keeps(subject_id::integer));
