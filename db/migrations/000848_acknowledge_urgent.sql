-- What is urgent asks those for whom it is to say that they have read it. A correction published without telling keeps that it is.
create table publishing.acknowledgement (
  content_id integer not null references publishing.content on delete cascade,
  person_id bigint not null references accounts.person on delete cascade,
  acknowledged_at timestamptz not null,
  primary key (content_id, person_id)
);
create index acknowledgement_person on publishing.acknowledgement (person_id);

alter table publishing.publication drop constraint publication_urgent,
  add constraint publication_urgent check (urgency <> 'urgent' or audience_id <> 1),
  -- When those who had said nothing were reminded: once.
  add column reminded_at timestamptz;
grant update (reminded_at) on publishing.publication to parvis_app;

create function publishing.keep_urgency() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.urgency := case when new.audience_id = 1 then 'normal' else coalesce((select p.urgency from publishing.publication p
    where p.content_id = new.content_id and p.ends_at is distinct from p.starts_at order by p.starts_at desc limit 1), 'normal') end;
  return new;
end $$;
create trigger keep_urgency before insert on publishing.publication for each row
  when (new.is_silent and not platform.is_system()) execute function publishing.keep_urgency();
create function publishing.remind_once() returns trigger language plpgsql as $$
begin
  if old.reminded_at is not null then raise insufficient_privilege using message = 'one is reminded once'; end if;
  new.reminded_at := platform.now();
  return new;
end $$;
create trigger remind_once before update of reminded_at on publishing.publication for each row
  when (not platform.is_system()) execute function publishing.remind_once();

create function publishing.date_acknowledgement() returns trigger language plpgsql as $$
begin
  -- What comes back from a copy says it itself.
  if not platform.is_system() then new.acknowledged_at := null; end if;
  new.acknowledged_at := coalesce(new.acknowledged_at, platform.now());
  return new;
end $$;
create trigger date_acknowledgement before insert or update on publishing.acknowledgement
  for each row execute function publishing.date_acknowledgement();
revoke execute on function publishing.keep_urgency, publishing.remind_once, publishing.date_acknowledgement from public;

alter table publishing.acknowledgement enable row level security;
create policy system on publishing.acknowledgement to parvis_system using (true);
grant select, insert, update, delete on publishing.acknowledgement to parvis_system;
grant select, insert (content_id, person_id), update (person_id) on publishing.acknowledgement to parvis_app;
-- In one’s own name, of what is shown to one now: nobody says for somebody else that they have read.
create policy own on publishing.acknowledgement using (person_id = (select platform.person_id()))
  with check (person_id = (select platform.person_id()) and exists (select from publishing.publication p
    where p.content_id = acknowledgement.content_id and p.urgency = 'urgent' and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and p.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])));
create policy oneself on publishing.acknowledgement as restrictive to parvis_app
  using ((select platform.helper_id()) is null and not (select platform.looks()));

-- Who has read what is urgent now, to whoever writes it: those whom they may know by name, and how many others, by fives.
create function publishing.acknowledged(content bigint) returns table (people bigint[], others integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with shown as (
    select p.* from publishing.publication p where p.content_id = content and p.urgency = 'urgent' and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and publishing.holds_content(content)),
  said as (select a.person_id from publishing.acknowledgement a join shown s on s.content_id = a.content_id and a.acknowledged_at >= s.dated_at),
  known as (select r as person_id from shown s join audiences.audience d on d.id = s.audience_id cross join lateral audiences.readers_of(d.rule) r)
  select array(select person_id from said intersect select person_id from known order by 1),
    ((select count(*) from said where person_id not in (select person_id from known)) / 5 * 5)::integer from shown $$;
revoke execute on function publishing.acknowledged from public;
grant execute on function publishing.acknowledged to parvis_app, parvis_system;

-- Those who are to be reminded. As the system.
create function publishing.unread_by(publication integer) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r from publishing.publication p join audiences.audience d on d.id = p.audience_id cross join lateral audiences.meet(d.rule) r
  where p.id = publication and not exists (select from publishing.acknowledgement a
    where a.content_id = p.content_id and a.person_id = r and a.acknowledged_at >= p.dated_at) $$;
revoke execute on function publishing.unread_by from public;
grant execute on function publishing.unread_by to parvis_system;

drop policy tell_content on platform.event;
create policy tell_content on platform.event for insert with check (
  subject_kind = 'content' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent' and actor_id = platform.person_id()
  and actor_label = (select accounts.acting_name())
  and (name in ('content.begun', 'content.written', 'content.proposed', 'content.taken_back') and publishing.holds_content(subject_id)
    or name in ('content.refused', 'content.published', 'content.unscheduled', 'content.reviewed', 'content.archived', 'content.reopened',
      'content.readdressed', 'content.reminded') and publishing.publishes_content(subject_id)));
