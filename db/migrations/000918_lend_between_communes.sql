-- Loans between communes: what a content of the type « loan » offers, asked for between two days by somebody in office elsewhere, granted or
-- refused by whoever keeps the offer, taken out, brought back. An offer is read as the content that it is: of one that is not meant for
-- somebody nothing is asked, counted or hinted at.
create schema loans;
grant usage on schema loans to parvis_app, parvis_system;

create table loans.loan (
  id integer generated always as identity primary key,
  content_id integer not null references publishing.content on delete cascade,
  -- Of the content, told once: whose it is, and who there keeps it.
  authority_id integer not null references territory.authority,
  unit_id integer not null references territory.unit,
  -- For whom it is borrowed.
  borrower_id integer not null references territory.authority,
  -- Who asks, under the name that they had then.
  person_id bigint references accounts.person on delete set null,
  person_name text not null,
  from_day date not null,
  to_day date not null,
  purpose text not null check (char_length(purpose) between 3 and 600),
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused', 'cancelled', 'out', 'returned')),
  -- Why it is refused, or what was found when it came back.
  reason text not null default '' check (char_length(reason) <= 600),
  asked_at timestamptz not null,
  answered_at timestamptz,
  out_at timestamptz,
  ended_at timestamptz,
  -- The last day on which a late return was told.
  told_late_on date,
  version integer not null default 1,
  check (from_day <= to_day and to_day - from_day <= 92),
  check (borrower_id <> authority_id),
  check (state <> 'refused' or char_length(reason) >= 3),
  -- No two loans of one thing overlap, whoever grants them at once.
  constraint loan_days exclude using gist (int4range(content_id, content_id, '[]') with &&, daterange(from_day, to_day, '[]') with &&)
    where (state in ('granted', 'out'))
);
create index loan_content on loans.loan (content_id, from_day);
create index loan_unit on loans.loan (unit_id, state);
create index loan_person on loans.loan (person_id) where person_id is not null;
create index loan_borrower on loans.loan (borrower_id);
-- What is out is nowhere else, even when it is late.
create unique index loan_out on loans.loan (content_id) where state = 'out';

-- Does whoever acts keep what is lent? They work in its unit, or below, or publish for its authority.
create function loans.keeps(unit integer, authority integer) returns boolean language sql stable as $$
  select unit = any ((select audiences.actor_ids('staff'))::bigint[]) or authority = any ((select audiences.actor_ids('publisher'))::bigint[]) $$;
-- Is it offered to whoever acts, today?
create function loans.is_offered(content integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.publication p where p.content_id = content and p.type = 'loan'
    and p.starts_at <= platform.now() and (p.ends_at is null or p.ends_at > platform.now())
    and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])) $$;
-- For which authorities one borrows: where one works or sits.
create function loans.stands_for(authority integer) returns boolean language sql stable as $$
  select authority = any ((select audiences.actor_ids('workplace'))::bigint[]) or authority = any ((select audiences.actor_ids('elected'))::bigint[]) $$;

create function loans.guard_loan() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_keeper boolean;
begin
  if tg_op = 'INSERT' then
    select c.authority_id, c.unit_id into new.authority_id, new.unit_id from publishing.content c where c.id = new.content_id;
  end if;
  -- What comes back from a copy, or is told of a past, says the rest itself.
  if platform.is_system() then
    new.asked_at := coalesce(new.asked_at, platform.now());
    new.person_name := coalesce(new.person_name, accounts.acting_name(), 'Quelqu’un');
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not loans.is_offered(new.content_id) or not loans.stands_for(new.borrower_id) or new.person_id is distinct from platform.person_id() then
      raise insufficient_privilege using message = 'what is offered to somebody else';
    end if;
    new.state := 'asked'; new.asked_at := platform.now(); new.person_name := accounts.acting_name();
    if new.from_day < territory.day_of(platform.now()) then raise check_violation using constraint = 'loan_past'; end if;
    return new;
  end if;
  is_keeper := loans.keeps(old.unit_id, old.authority_id);
  if not (case new.state
      when 'granted' then is_keeper and old.state = 'asked'
      when 'refused' then is_keeper and old.state in ('asked', 'granted')
      when 'out' then is_keeper and old.state = 'granted'
      when 'returned' then is_keeper and old.state = 'out'
      when 'cancelled' then old.person_id = platform.person_id() and old.state in ('asked', 'granted')
      else false end) then
    raise insufficient_privilege using message = 'a step of a loan that is not theirs, or is past';
  end if;
  new.version := old.version + 1;
  new.answered_at := case when new.state in ('granted', 'refused') then platform.now() else old.answered_at end;
  new.out_at := case when new.state = 'out' then platform.now() else old.out_at end;
  new.ended_at := case when new.state in ('refused', 'cancelled', 'returned') then platform.now() else null end;
  return new;
end $$;
create trigger guard_loan before insert or update on loans.loan for each row execute function loans.guard_loan();

alter table loans.loan enable row level security;
create policy system on loans.loan to parvis_system using (true);
grant select, insert, update, delete on loans.loan to parvis_system;
grant usage on all sequences in schema loans to parvis_system;
grant select, insert (content_id, borrower_id, person_id, from_day, to_day, purpose), update (state, reason) on loans.loan to parvis_app;
create policy own on loans.loan for select using (person_id = platform.person_id());
create policy kept on loans.loan for select using ((select platform.person_id()) is not null and loans.keeps(unit_id, authority_id));
create policy asked on loans.loan for insert with check (person_id = platform.person_id() and platform.helper_id() is null);
create policy moved on loans.loan for update using (platform.helper_id() is null
  and (person_id = platform.person_id() or loans.keeps(unit_id, authority_id)));

-- On which days it is lent, to whoever it is offered to: not to whom.
create function loans.taken_days(content integer) returns table (from_day date, to_day date, is_out boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.from_day, l.to_day, l.state = 'out' from loans.loan l
  where l.content_id = content and l.state in ('granted', 'out') and (platform.is_system() or loans.is_offered(content))
    and (l.state = 'out' or l.to_day >= territory.day_of(platform.now())) order by l.from_day $$;
-- What is told on a loan is told one after another.
create function loans.hold(loan integer) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from loans.loan l where l.id = loan and (platform.is_system() or l.person_id = platform.person_id() or loans.keeps(l.unit_id, l.authority_id)) for update;
  return found;
end $$;
-- Whom jobs tell: who asked; those who keep what is lent.
create function loans.recipients(loan integer) returns table (person_id bigint, name text, address text, is_agent boolean, is_owner boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, exists (select from accounts.workplace_holder w where w.person_id = p.id), told.is_owner
  from (select l.person_id, false as is_owner from loans.loan l where l.id = loan and l.person_id is not null
    union select h.person_id, true from loans.loan l join accounts.staff_holder h on h.id = l.unit_id where l.id = loan) told
  join accounts.person p on p.id = told.person_id where p.closed_at is null $$;
revoke execute on function loans.is_offered, loans.guard_loan, loans.taken_days, loans.hold, loans.recipients from public;
grant execute on function loans.is_offered, loans.taken_days, loans.hold to parvis_app, parvis_system;
grant execute on function loans.recipients to parvis_system;

-- What the two sides say to each other.
call threads.follow('loan', 'loans.loan', array['all'], 'true',
  $$message.author_kind = 'agent' and message.author_id = platform.person_id() and platform.helper_id() is null
    and (held.person_id = platform.person_id() or loans.keeps(held.unit_id, held.authority_id))$$,
  'person_id is not null');

create policy loan on platform.event for select using (subject_kind = 'loan' and exists (select from loans.loan l where l.id = subject_id));
create policy tell_loan on platform.event for insert with check (
  subject_kind = 'loan' and erased_at is null and platform.is_told_now(at) and actor_kind in ('agent', 'resident')
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('loan.asked', 'loan.moved', 'loan.said') and exists (select from loans.loan l where l.id = subject_id));
