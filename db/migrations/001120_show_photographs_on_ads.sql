-- Photographs on classified ads: four at most, said in words, in an order. Whoever is shown the ad is shown them; hidden with it, gone with it.
create table ads.photo (
  id bigint generated always as identity primary key,
  ad_id integer not null references ads.ad on delete cascade,
  place smallint not null check (place between 1 and 4),
  -- What is seen on it, for whoever does not see it.
  alternative text not null check (char_length(alternative) between 3 and 200),
  constraint photo_place unique (ad_id, place) deferrable
);
alter table ads.photo enable row level security;
create policy system on ads.photo to parvis_system using (true);
grant select, insert, update, delete on ads.photo to parvis_system;
grant usage on all sequences in schema ads to parvis_system;

-- As the ad is.
create policy shown on ads.photo for select using (exists (select from ads.ad a where a.id = ad_id));
create policy added on ads.photo for insert with check (ads.is_own(ad_id));
create policy changed on ads.photo for update using (ads.is_own(ad_id));
create policy removed on ads.photo for delete using (ads.is_own(ad_id));
grant select, insert (ad_id, place, alternative), update (place, alternative), delete on ads.photo to parvis_app;

call files.follow('adphoto', 'ads.photo', false, 'ads.is_own(s.ad_id)');
-- A photograph is one file.
create unique index file_of_ad on files.file (subject_id) where subject_kind = 'adphoto';

-- A past may be told, by the system alone: the trigger says both days of whoever acts.
grant insert (published_at, ends_on) on ads.ad to parvis_app;
