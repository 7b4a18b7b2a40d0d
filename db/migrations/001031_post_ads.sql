-- Classified ads among agents: what one sells, gives, shares or looks for, until a day; answered by threads that show neither address nor
-- telephone; reported in one act, which hides at once from others until somebody who publishes for the authority has decided.
create schema ads;
grant usage on schema ads to parvis_app, parvis_system;

create table ads.ad (
  id integer generated always as identity primary key,
  -- Where its author works.
  authority_id integer not null references territory.authority,
  -- Read by agents of the other authorities too.
  is_shared boolean not null,
  person_id bigint not null references accounts.person on delete cascade,
  author_name text not null,
  category text not null check (char_length(category) between 2 and 40),
  title text not null check (char_length(title) between 3 and 80),
  text text not null check (char_length(text) between 3 and 2000),
  -- In euros.
  price integer check (price between 0 and 1000000),
  place text not null default '' check (char_length(place) <= 60),
  -- The last day on which others read it.
  ends_on date not null check (ends_on < '10000-01-01'),
  state text not null default 'shown' check (state in ('shown', 'reported', 'hidden')),
  -- Why it was reported, or what was decided.
  reason text not null default '' check (char_length(reason) <= 400),
  published_at timestamptz not null,
  changed_at timestamptz not null,
  -- The last day that its author was told of.
  told_end date,
  version integer not null default 1,
  check (state = 'shown' or char_length(reason) >= 3)
);
create index ad_authority on ads.ad (authority_id, ends_on);
create index ad_shared on ads.ad (ends_on) where is_shared;
create index ad_person on ads.ad (person_id);
create index ad_to_judge on ads.ad (authority_id) where state = 'reported';

create table ads.reply (
  id bigint generated always as identity primary key,
  ad_id integer not null references ads.ad on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  person_name text not null,
  begun_at timestamptz not null,
  constraint reply_once unique (ad_id, person_id)
);
create index reply_person on ads.reply (person_id);

-- Who reported it, and why: to those who judge, and to themselves.
create table ads.report (
  id bigint generated always as identity primary key,
  ad_id integer not null references ads.ad on delete cascade,
  person_id bigint references accounts.person on delete set null,
  reason text not null check (char_length(reason) between 3 and 400),
  at timestamptz not null
);
create index report_ad on ads.report (ad_id);
create index report_person on ads.report (person_id) where person_id is not null;

-- Is it read by whoever acts, as any agent who meets it?
create function ads.is_met(ad ads.ad) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
  select ad.state = 'shown' and ad.ends_on >= territory.day_of(platform.now())
    and cardinality((select audiences.actor_ids('workplace'))) > 0
    and (ad.is_shared or ad.authority_id = any ((select audiences.actor_ids('workplace'))::bigint[])) $$;
-- Is it that of whoever acts, in their own name?
create function ads.is_own(ad integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select platform.helper_id() is null and exists (select from ads.ad a where a.id = ad and a.person_id = platform.person_id()) $$;
create function ads.shows(ad integer) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from ads.ad a where a.id = ad and ads.is_met(a)) $$;

create function ads.guard_ad() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today constant date := territory.day_of(platform.now());
  is_judge boolean;
begin
  -- What comes back from a copy, or is told of a past, says the rest itself.
  if platform.is_system() then
    new.published_at := coalesce(new.published_at, platform.now());
    new.changed_at := coalesce(new.changed_at, platform.now());
    new.author_name := coalesce(new.author_name, accounts.acting_name(), 'Quelqu’un');
    new.ends_on := coalesce(new.ends_on, today + 30);
    return new;
  end if;
  new.changed_at := platform.now();
  if tg_op = 'INSERT' then
    if not new.authority_id = any (audiences.actor_ids('workplace')) then
      raise insufficient_privilege using message = 'an ad where one does not work';
    end if;
    new.state := 'shown'; new.reason := ''; new.version := 1; new.told_end := null;
    new.author_name := accounts.acting_name(); new.published_at := platform.now(); new.ends_on := today + 30;
    return new;
  end if;
  new.version := old.version + 1;
  if new.state <> old.state or new.reason <> old.reason then
    is_judge := old.authority_id = any (audiences.actor_ids('publisher')) and new.state <> 'reported'
      and (new.is_shared, new.category, new.title, new.text, new.price, new.place, new.ends_on)
        is not distinct from (old.is_shared, old.category, old.title, old.text, old.price, old.place, old.ends_on);
    if not is_judge then raise insufficient_privilege using message = 'a decision that is not theirs'; end if;
  elsif old.person_id <> platform.person_id() then
    raise insufficient_privilege using message = 'the ad of somebody else';
  elsif new.ends_on <> old.ends_on and new.ends_on not in (today + 30, today - 1) then
    raise insufficient_privilege using message = 'an ad is kept for thirty days, or ends';
  end if;
  return new;
end $$;
-- Not of what `ads.report_ad` does, which is judged there.
create trigger guard_ad before insert or update on ads.ad for each row
  when (platform.is_system() or pg_has_role(session_user, current_user, 'usage')) execute function ads.guard_ad();
create function ads.guard_reply() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if platform.is_system() then
    new.begun_at := coalesce(new.begun_at, platform.now());
    new.person_name := coalesce(new.person_name, accounts.acting_name(), 'Quelqu’un');
    return new;
  end if;
  if not ads.shows(new.ad_id) or ads.is_own(new.ad_id) then
    raise insufficient_privilege using message = 'an ad that is theirs, or is not shown to them';
  end if;
  new.begun_at := platform.now(); new.person_name := accounts.acting_name();
  return new;
end $$;
create trigger guard_reply before insert on ads.reply for each row execute function ads.guard_reply();

alter table ads.ad enable row level security;
alter table ads.reply enable row level security;
alter table ads.report enable row level security;
create policy system on ads.ad to parvis_system using (true);
create policy system on ads.reply to parvis_system using (true);
create policy system on ads.report to parvis_system using (true);
grant select, insert, update, delete on ads.ad, ads.reply, ads.report to parvis_system;
grant usage on all sequences in schema ads to parvis_system;
create policy met on ads.ad for select using (ads.is_met(ad));
create policy own on ads.ad for select using (person_id = platform.person_id());
create policy judged on ads.ad for select using (authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]));
create policy posted on ads.ad for insert with check (person_id = platform.person_id() and platform.helper_id() is null);
create policy changed on ads.ad for update using (platform.helper_id() is null
  and (person_id = platform.person_id() or authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
grant select, insert (authority_id, is_shared, person_id, category, title, text, price, place),
  update (is_shared, category, title, text, price, place, ends_on, state, reason) on ads.ad to parvis_app;
-- What two people write to each other is theirs: not whoever looks as one of them.
create policy own on ads.reply for select using (platform.helper_id() is null and person_id = platform.person_id());
create policy received on ads.reply for select using (ads.is_own(ad_id));
create policy begun on ads.reply for insert with check (person_id = platform.person_id() and platform.helper_id() is null);
grant select, insert (ad_id, person_id) on ads.reply to parvis_app;

-- Hides it from others at once, until it is judged. @returns the report; null when it is not shown to whoever reports it
create function ads.report_ad(ad integer, why text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_ad ads.ad;
  made bigint;
begin
  select * into found_ad from ads.ad a where a.id = ad for update;
  if not coalesce(ads.is_met(found_ad), false) or platform.helper_id() is not null or ads.is_own(ad) then return null; end if;
  update ads.ad a set state = 'reported', reason = why, changed_at = platform.now(), version = a.version + 1 where a.id = ad;
  insert into ads.report (ad_id, person_id, reason, at) values (ad, platform.person_id(), why, platform.now()) returning id into made;
  return made;
end $$;
create policy own on ads.report for select using (platform.helper_id() is null and person_id = platform.person_id());
create policy judged on ads.report for select using (exists (
  select from ads.ad a where a.id = ad_id and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
grant select on ads.report to parvis_app;

-- What is told on a thread is told one after another.
create function ads.hold_reply(reply bigint) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from ads.reply r where r.id = reply and (platform.is_system()
    or platform.helper_id() is null and (r.person_id = platform.person_id() or ads.is_own(r.ad_id))) for update;
  return found;
end $$;
-- Whom jobs tell: the two sides of a reply; the author of an ad.
create function ads.sides(reply bigint) returns table (person_id bigint, name text, address text, is_author boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email, p.id = a.person_id from ads.reply r join ads.ad a on a.id = r.ad_id
  join accounts.person p on p.id in (r.person_id, a.person_id) where r.id = reply and p.closed_at is null $$;
create function ads.author(ad integer) returns table (person_id bigint, name text, address text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.name, p.email from ads.ad a join accounts.person p on p.id = a.person_id where a.id = ad and p.closed_at is null $$;
revoke execute on function ads.is_own, ads.shows, ads.guard_ad, ads.guard_reply, ads.report_ad, ads.hold_reply, ads.sides, ads.author from public;
grant execute on function ads.is_own, ads.shows, ads.report_ad, ads.hold_reply to parvis_app, parvis_system;
grant execute on function ads.sides, ads.author to parvis_system;

call threads.follow('adreply', 'ads.reply', array['all'], 'true',
  $$message.author_kind = 'agent' and message.author_id = platform.person_id() and platform.helper_id() is null
    and (held.person_id = platform.person_id() or ads.is_own(held.ad_id))$$,
  'person_id is not null');

create policy ad on platform.event for select using (subject_kind = 'ad' and exists (select from ads.ad a where a.id = subject_id
  and (a.person_id = platform.person_id() or a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))));
create policy tell_ad on platform.event for insert with check (
  subject_kind = 'ad' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name in ('ad.published', 'ad.changed', 'ad.kept', 'ad.ended', 'ad.decided') and exists (select from ads.ad a where a.id = subject_id));
create policy adreport on platform.event for select using (subject_kind = 'adreport' and exists (select from ads.report r where r.id = subject_id));
create policy tell_adreport on platform.event for insert with check (
  subject_kind = 'adreport' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name = 'adreport.made' and exists (select from ads.report r where r.id = subject_id and r.person_id = platform.person_id()));
create policy adreply on platform.event for select using (subject_kind = 'adreply' and exists (select from ads.reply r where r.id = subject_id));
create policy tell_adreply on platform.event for insert with check (
  subject_kind = 'adreply' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and name = 'adreply.said' and exists (select from ads.reply r where r.id = subject_id));
