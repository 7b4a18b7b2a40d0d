-- What is for an audience is for one of its authority, or for everybody; after what says whose it is, in the order of names.
create trigger hold_audience before insert or update of audience_id on vacancies.vacancy for each row
  when (not platform.is_system()) execute function publishing.check_audience();
create trigger hold_audience before insert or update of audience_id on surveys.survey for each row
  when (not platform.is_system()) execute function publishing.check_audience();

-- Whether somebody answered is theirs: not whoever looks as them.
alter policy own on surveys.voter using (person_id = platform.person_id() and platform.helper_id() is null);

-- Nobody judges their own ad, nor reads who reported it; one reports an ad once: a moderator has answered them.
delete from ads.report r using ads.report o where o.ad_id = r.ad_id and o.person_id = r.person_id and o.id < r.id;
drop index ads.report_ad;
alter table ads.report add constraint reported_once unique (ad_id, person_id);
create or replace function ads.guard_ad() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
    is_judge := old.authority_id = any (audiences.actor_ids('publisher')) and old.person_id <> platform.person_id() and new.state <> 'reported'
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
alter policy judged on ads.report using (exists (select from ads.ad a where a.id = ad_id and a.person_id is distinct from platform.person_id()
  and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[])));
-- What its author did is told by them; what is decided, by those who decide.
alter policy tell_ad on platform.event with check (
  subject_kind = 'ad' and erased_at is null and platform.is_told_now(at) and actor_kind = 'agent'
  and actor_id = platform.person_id() and actor_label = (select accounts.acting_name())
  and (name in ('ad.published', 'ad.changed', 'ad.kept', 'ad.ended') and ads.is_own(subject_id::integer)
    or name = 'ad.decided' and exists (select from ads.ad a where a.id = subject_id and a.person_id is distinct from platform.person_id()
      and a.authority_id = any ((select audiences.actor_ids('publisher'))::bigint[]))));

-- Who reported a message of a forum is read by those who moderate it, but not by its author, who dismisses nothing of it.
create function forums.wrote(message bigint) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from threads.message m where m.id = message and m.author_id = platform.person_id()) $$;
revoke execute on function forums.wrote from public;
grant execute on function forums.wrote to parvis_app, parvis_system;
alter policy own on forums.report using (person_id = platform.person_id() or forums.moderates_thread(thread_id) and not forums.wrote(message_id));
-- (Without a check of its own, nothing could be settled: what is written had to be as before.)
alter policy settled on forums.report using (settled_at is null and forums.moderates_thread(thread_id) and not forums.wrote(message_id))
  with check (settled_at is not null);
alter policy forumthread on platform.event using (subject_kind = 'forumthread'
  and exists (select from forums.thread t where t.id = subject_id)
  and (name <> 'thread.reported' or exists (select from forums.report r where r.thread_id = subject_id and r.person_id = actor_id
    and r.message_id::text = payload ->> 'messageId')));
