-- A content may be of a space: whoever contributes there writes and proposes it, whoever moderates validates it, for the members of the space
-- and nobody else. A wider public is asked of whoever publishes for the authority, who read nothing of it before.

-- Spaces in which one contributes, and those that one moderates: closed, nobody does either.
create function spaces.find_contributed() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  seated constant bigint := accounts.seated();
begin
  if seated is null then return '{}'; end if;
  return (select coalesce(array_agg(distinct h.id), '{}') from spaces.space_holder h join spaces.space s on s.id = h.id
    where h.person_id = seated and (h.is_lent or platform.person_id() is not null) and h.role <> 'reader' and s.closed_at is null);
end $$;
create function spaces.find_moderated() returns integer[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  seated constant bigint := accounts.seated();
begin
  if seated is null then return '{}'; end if;
  return (select coalesce(array_agg(distinct h.id), '{}') from spaces.space_holder h join spaces.space s on s.id = h.id
    where h.person_id = seated and (h.is_lent or platform.person_id() is not null) and h.role = 'moderator' and s.closed_at is null);
end $$;
revoke execute on function spaces.find_contributed, spaces.find_moderated from public;
call audiences.add('contributor', 'spaces.find_contributed', null);
call audiences.add('moderator', 'spaces.find_moderated', null);
create or replace function spaces.forget_reach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audiences.forget(kind) from unnest(array['space', 'contributor', 'moderator', 'audience', 'keys']) kind;
  return null;
end $$;
create trigger forget_reach after update of closed_at on spaces.space for each statement execute function spaces.forget_reach();

-- Is there anybody to decide there today? For those who are in it.
create function spaces.is_led(space integer) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if not (platform.is_system() or space = any (audiences.actor_ids('space'))) then return null; end if;
  return exists (select from spaces.space s join spaces.space_holder h on h.id = s.id
    join accounts.person p on p.id = h.person_id and p.closed_at is null
    where s.id = space and s.closed_at is null and h.role = 'moderator');
end $$;
revoke execute on function spaces.is_led from public;
grant execute on function spaces.is_led to parvis_app, parvis_system;

alter table publishing.content
  add column space_id integer references spaces.space on delete set null,
  -- Since when it is before whoever publishes for the authority.
  add column raised_at timestamptz,
  -- The space that decides of it; null: whoever publishes for the authority. Said by the trigger.
  add column decided_in integer,
  add check (raised_at is null or isfinite(raised_at));
create index content_space on publishing.content (space_id, changed_at desc, id desc) where space_id is not null;
create index content_decided on publishing.content (decided_in) where decided_in is not null;
-- The space that answers for it, when it is of one: its page says so.
alter table publishing.publication add column space_id integer references spaces.space on delete set null;
create index publication_space on publishing.publication (space_id) where space_id is not null;

-- Is it shown, or to be, to others than the members of its space?
create function publishing.is_wide(content integer, space integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.publication p where p.content_id = content and (p.ends_at is null or p.ends_at > platform.now())
    and p.ends_at is distinct from p.starts_at and p.audience_id is distinct from (select s.audience_id from spaces.space s where s.id = space)) $$;
revoke execute on function publishing.is_wide from public;

-- May whoever acts decide of a content of that authority, which that space decides of, or none?
create function publishing.decides(authority integer, space integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when space is null then authority = any ((select audiences.actor_ids('publisher'))::bigint[])
    else space = any ((select audiences.actor_ids('moderator'))::bigint[]) end $$;
revoke execute on function publishing.decides from public;

create or replace function publishing.guard_content() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.space_id is not null then
    -- A space has no unit: that of whoever begins it, or one of its authority, is proposed to whoever publishes it wider.
    if not exists (select from spaces.space s where s.id = new.space_id and s.authority_id = new.authority_id) then
      raise insufficient_privilege using message = 'a space of another authority';
    end if;
    new.unit_id := coalesce((select u.id from accounts.open_posts(platform.today()) m join territory.unit u on u.id = m.unit_id
        where m.person_id = accounts.seated() and u.authority_id = new.authority_id order by u.id limit 1),
      (select u.id from territory.unit u where u.authority_id = new.authority_id and u.parent_id is null and u.closed_on is null
        order by u.id limit 1), new.unit_id);
  end if;
  if not exists (select from territory.unit u where u.id = new.unit_id and u.authority_id = new.authority_id) then
    raise insufficient_privilege using message = 'a unit of another authority';
  end if;
  if tg_op = 'INSERT' then
    -- What comes back from a copy says these itself.
    if not platform.is_system() then new.changed_at := null; new.author_id := null; new.raised_at := null; end if;
    new.changed_at := coalesce(new.changed_at, platform.now());
    new.author_id := coalesce(new.author_id, platform.person_id(), case when new.space_id is not null then accounts.seated() end);
    new.decided_in := case when new.raised_at is null then new.space_id end;
    return new;
  end if;
  -- A space that is forgotten leaves what was published wider.
  if new.space_id is null then new.raised_at := null; end if;
  if platform.is_system() then
    new.decided_in := case when new.raised_at is null then new.space_id end;
    return new;
  end if;
  new.changed_at := platform.now();
  new.version := old.version + 1;
  if old.decided_in is not null then new.unit_id := old.unit_id; end if;
  if new.proposed_at is distinct from old.proposed_at and new.proposed_at is not null then new.proposed_at := platform.now(); end if;
  if new.raised_at is distinct from old.raised_at then
    if new.raised_at is not null then
      -- By whoever moderates; by whoever proposes, where nobody does.
      if not (new.space_id = any ((select audiences.actor_ids('moderator'))::bigint[]) or new.proposed_at is not null and not spaces.is_led(new.space_id)) then
        raise insufficient_privilege using message = 'whoever moderates its space raises it';
      end if;
      new.raised_at := platform.now();
    elsif publishing.is_wide(new.id, new.space_id) then
      raise insufficient_privilege using message = 'what is published wider stays so';
    end if;
  end if;
  new.decided_in := case when new.raised_at is null then new.space_id end;
  if not publishing.decides(old.authority_id, old.decided_in)
      and (new.archived_at is distinct from old.archived_at
        or new.refused_because is not null and new.refused_because is distinct from old.refused_because) then
    raise insufficient_privilege using message = 'whoever publishes decides of it';
  end if;
  return new;
end $$;

-- Answered by whoever publishes for the authority, or taken back, it is its space’s again, unless others than its members read it.
create function publishing.give_back() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update publishing.content c set raised_at = null where c.id = new.id and not publishing.is_wide(new.id, new.space_id);
  return null;
end $$;
create trigger give_back after update of proposed_at on publishing.content for each row
  when (new.raised_at is not null and new.proposed_at is null and old.proposed_at is not null) execute function publishing.give_back();
revoke execute on function publishing.give_back from public;

create or replace function publishing.number_edition() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not platform.is_system() then new.n := null; new.author_id := null; new.written_at := null; end if;
  new.author_id := coalesce(new.author_id, platform.person_id(), accounts.seated());
  new.written_at := coalesce(new.written_at, platform.now());
  update publishing.content set edition = greatest(coalesce(new.n, edition + 1), edition) where id = new.content_id
    returning coalesce(new.n, edition) into new.n;
  return new;
end $$;

-- What its space publishes is for its members, as long as it is open.
create function publishing.keep_within() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  room constant integer := (select c.decided_in from publishing.content c where c.id = new.content_id);
begin
  if tg_op = 'INSERT' then new.space_id := room; end if;
  if room is not null and not platform.is_system()
      and not exists (select from spaces.space s where s.id = room and s.audience_id = new.audience_id and s.closed_at is null) then
    raise insufficient_privilege using message = 'a space publishes to its members';
  end if;
  return new;
end $$;
create trigger keep_within before insert or update of audience_id on publishing.publication for each row execute function publishing.keep_within();
revoke execute on function publishing.keep_within from public;

-- Nothing new is shown to the members of a space that is closed, or archived: its audience is offered no more.
create or replace function spaces.follow_space() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not platform.is_system() then new.opened_at := null; end if;
    new.opened_at := coalesce(new.opened_at, platform.now());
    if new.audience_id is null then
      insert into audiences.audience (authority_id, standing, name, rule) values (new.authority_id, 'space', 'Espace ' || new.name,
        jsonb_build_object('who', jsonb_build_array('space:' || new.id), 'also', '[]'::jsonb, 'except', '[]'::jsonb, 'from', null, 'until', null))
        returning id into new.audience_id;
    end if;
    return new;
  end if;
  new.version := old.version + 1;
  if not platform.is_system() and new.closed_at is not null and old.closed_at is null then new.closed_at := platform.now(); end if;
  if new.name <> old.name then update audiences.audience set name = 'Espace ' || new.name where id = new.audience_id; end if;
  if (new.closed_at is null) <> (old.closed_at is null) then
    update audiences.audience set is_withdrawn = new.closed_at is not null where id = new.audience_id;
  end if;
  return new;
end $$;
update audiences.audience a set is_withdrawn = true from spaces.space s where s.audience_id = a.id and s.closed_at is not null and not a.is_withdrawn;

-- A space that is forgotten takes with it what was for its members alone.
create function spaces.take_contents() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from publishing.content c where c.decided_in = old.id;
  return old;
end $$;
create trigger take_contents before delete on spaces.space for each row execute function spaces.take_contents();
revoke execute on function spaces.take_contents from public;

-- What spaces decide of, for the system: it goes with its space, and what waits there never waits for nobody.
create view publishing.of_spaces as select c.id, c.decided_in as space_id, c.proposed_at, c.archived_at <= platform.now() is true as is_archived
  from publishing.content c where c.decided_in is not null;
grant select on publishing.of_spaces to parvis_system;

create or replace function publishing.holds_content(content bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.content c where c.id = content and (
    c.decided_in is null and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    or c.space_id is null and c.author_id = platform.person_id() and c.unit_id = any ((select audiences.actor_ids('staff'))::bigint[])
    or c.space_id = any ((select audiences.actor_ids('moderator'))::bigint[])
    or c.author_id = accounts.seated() and c.space_id = any ((select audiences.actor_ids('contributor'))::bigint[]))) $$;
create or replace function publishing.publishes_content(content bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from publishing.content c where c.id = content and (
    c.decided_in is null and c.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
    or c.decided_in = any ((select audiences.actor_ids('moderator'))::bigint[]))) $$;

grant insert (space_id), update (raised_at) on publishing.content to parvis_app;
drop policy written on publishing.content;
drop policy begun on publishing.content;
drop policy changed on publishing.content;
create policy written on publishing.content for select using (
  decided_in is null and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or space_id is null and author_id = platform.person_id() and unit_id = any ((select audiences.actor_ids('staff'))::bigint[])
  or space_id = any ((select audiences.actor_ids('moderator'))::bigint[])
  or author_id = (select accounts.seated()) and space_id = any ((select audiences.actor_ids('contributor'))::bigint[]));
create policy begun on publishing.content for insert with check (
  case when space_id is not null then space_id = any ((select audiences.actor_ids('contributor'))::bigint[])
  else authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]) or unit_id = any ((select audiences.actor_ids('staff'))::bigint[]) end);
create policy changed on publishing.content for update using (
  decided_in is null and authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])
  or space_id is null and author_id = platform.person_id() and unit_id = any ((select audiences.actor_ids('staff'))::bigint[])
  or space_id = any ((select audiences.actor_ids('moderator'))::bigint[])
  or author_id = (select accounts.seated()) and space_id = any ((select audiences.actor_ids('contributor'))::bigint[]));

-- Publications are read by those for whom they are, and by those who have their content.
drop policy visible on publishing.publication;
drop policy begun on publishing.publication;
drop policy changed on publishing.publication;
create policy visible on publishing.publication for select using (
  starts_at <= platform.now() and (ends_at is null or ends_at > platform.now()) and audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
  or exists (select from publishing.content c where c.id = content_id));
create policy begun on publishing.publication for insert with check (publishing.publishes_content(content_id));
create policy changed on publishing.publication for update using (publishing.publishes_content(content_id));

-- What is done with it is told by whoever does it: in a space, members and their collaborators too.
drop policy tell_content on platform.event;
create policy tell_content on platform.event for insert with check (
  subject_kind = 'content' and erased_at is null and platform.is_told_now(at) and actor_label = (select accounts.acting_name())
  and (actor_kind = 'agent' and actor_id = platform.person_id()
    or actor_kind in ('agent', 'resident') and actor_id = (select accounts.seated())
      and exists (select from publishing.content c where c.id = subject_id and c.space_id is not null))
  and (name in ('content.begun', 'content.written', 'content.proposed', 'content.taken_back', 'content.raised') and publishing.holds_content(subject_id)
    or name in ('content.refused', 'content.published', 'content.unscheduled', 'content.reviewed', 'content.archived', 'content.reopened',
      'content.readdressed', 'content.reminded') and publishing.publishes_content(subject_id)));

-- Members know each other: who has read what is urgent for their space is told by name to those who decide there.
create or replace function publishing.acknowledged(content bigint) returns table (people bigint[], others integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with shown as (
    select p.* from publishing.publication p where p.content_id = content and p.urgency = 'urgent' and p.starts_at <= platform.now()
      and (p.ends_at is null or p.ends_at > platform.now()) and publishing.holds_content(content)),
  said as (select a.person_id from publishing.acknowledgement a join shown s on s.content_id = a.content_id and a.acknowledged_at >= s.dated_at),
  known as (select r as person_id from shown s join audiences.audience d on d.id = s.audience_id cross join lateral audiences.readers_of(d.rule) r
    union select m.person_id from shown s join spaces.space r on r.audience_id = s.audience_id and r.id = any ((select audiences.actor_ids('space'))::bigint[])
      cross join lateral spaces.members(r.id) m where m.person_id is not null)
  select array(select person_id from said intersect select person_id from known order by 1),
    ((select count(*) from said where person_id not in (select person_id from known)) / 5 * 5)::integer from shown $$;
