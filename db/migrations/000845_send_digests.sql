-- Digests: what is published for somebody, told by mail as often as they choose, once. What is in one is read at the moment of sending, as
-- that person.
create schema digest;
grant usage on schema digest to parvis_app, parvis_system;

create table digest.subscription (
  person_id bigint primary key references accounts.person on delete cascade,
  rhythm text not null check (rhythm in ('never', 'daily', 'weekly')),
  -- When they said so; null: nobody did, and whoever acts for an authority has it every week.
  chosen_at timestamptz,
  -- What was published until then was told, or is not news any more.
  told_until timestamptz not null,
  next_at timestamptz not null,
  -- Something urgent waits since then.
  alert_at timestamptz
);
create index subscription_next on digest.subscription (next_at) where rhythm <> 'never';
create index subscription_alert on digest.subscription (alert_at) where alert_at is not null;

-- Who was sent what: that it left, and never whether it was read.
create table digest.delivery (
  -- Of the mail.
  id uuid primary key,
  person_id bigint not null references accounts.person on delete cascade,
  sent_at timestamptz not null,
  is_alert boolean not null,
  -- `contenus/12`, with the title it had.
  items jsonb not null check (jsonb_typeof(items) = 'array' and octet_length(items::text) <= 60000)
);
create index delivery_person on digest.delivery (person_id, sent_at);
create index delivery_sent on digest.delivery (sent_at);

-- What somebody chooses begins now: nothing of before is sent.
create function digest.choose() returns trigger language plpgsql as $$
begin
  if platform.is_system() then return new; end if;
  new.chosen_at := platform.now();
  new.next_at := least(greatest(new.next_at, platform.now()), platform.now() + interval '8 days');
  if tg_op = 'INSERT' or old.rhythm = 'never' then new.told_until := platform.now(); end if;
  if new.rhythm = 'never' then new.alert_at := null; end if;
  return new;
end $$;
create trigger choose before insert or update on digest.subscription for each row execute function digest.choose();
revoke execute on function digest.choose from public;

do $$
declare
  part text;
begin
  foreach part in array array['subscription', 'delivery'] loop
    execute format('alter table digest.%I enable row level security', part);
    execute format('create policy system on digest.%I to parvis_system using (true)', part);
    execute format('create policy own on digest.%I using (person_id = (select platform.person_id()))', part);
    execute format('create policy oneself on digest.%I as restrictive to parvis_app
      using ((select platform.helper_id()) is null and not (select platform.looks()))', part);
    execute format('grant select, insert, update, delete on digest.%I to parvis_system', part);
    execute format('grant select on digest.%I to parvis_app', part);
  end loop;
end $$;
grant insert (person_id, rhythm, next_at), update (rhythm, next_at) on digest.subscription to parvis_app;

-- Whoever acts for an authority and said nothing has one each week; whoever acts for none any more, and said nothing, has none.
create function digest.enrol(at timestamptz, first timestamptz) returns void language sql as $$
  insert into digest.subscription (person_id, rhythm, told_until, next_at)
  select distinct o.person_id, 'weekly', at, first from accounts.offices_on((at at time zone 'UTC')::date) o
  join accounts.person p on p.id = o.person_id and p.closed_at is null
  on conflict do nothing $$;
create function digest.release(at timestamptz) returns void language sql as $$
  delete from digest.subscription s where s.chosen_at is null and not accounts.in_office(s.person_id, (at at time zone 'UTC')::date) $$;
-- Nothing more is sent to somebody, whatever they had; an account that is gone has nothing.
create function digest.end_for(person bigint, at timestamptz) returns void language sql as $$
  insert into digest.subscription (person_id, rhythm, chosen_at, told_until, next_at)
  select p.id, 'never', at, at, at from accounts.person p where p.id = person
  on conflict (person_id) do update set rhythm = 'never', chosen_at = at, alert_at = null $$;
-- Who is in an audience today.
create function digest.people_of(audience integer) returns setof bigint language sql stable as $$
  select audiences.readers_of(a.rule) from audiences.audience a where a.id = audience $$;
revoke execute on function digest.enrol, digest.release, digest.end_for, digest.people_of from public;
grant execute on function digest.enrol, digest.release, digest.end_for, digest.people_of to parvis_system;

-- Where whoever receives a mail says that they want no more, without signing in (RFC 8058).
alter table platform.mail add column unsubscribe text check (unsubscribe ~ '^https?://[!-;=?-~]+$' and char_length(unsubscribe) <= 500);

-- How it is told, as whoever publishes says: at once, in the digest, or at its end.
alter table publishing.publication add column urgency text not null default 'normal' check (urgency in ('urgent', 'normal', 'low'));
-- What is for everybody wakes nobody.
alter table publishing.publication add constraint publication_urgent check (urgency <> 'urgent' or audience_id <> 1 and not is_silent);
grant insert (urgency) on publishing.publication to parvis_app;
-- Shown to everybody when its audience is withdrawn, it is urgent no more.
create function publishing.calm_public() returns trigger language plpgsql as $$
begin
  if new.audience_id = 1 then new.urgency := 'normal'; end if;
  return new;
end $$;
create trigger calm_public before update of audience_id on publishing.publication for each row
  when (new.urgency = 'urgent') execute function publishing.calm_public();
revoke execute on function publishing.calm_public from public;
