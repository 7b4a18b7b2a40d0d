-- What a title asks of its debtor beside the amount: noted at any time of an agreement, voted or not, for none of it was voted.
alter table agreements.agreement
  add column siret text not null default '' check (siret = '' or siret ~ '^\d{14}$'),
  add column service_code text not null default '' check (length(service_code) <= 100),
  add column commitment text not null default '' check (length(commitment) <= 50);
grant update (siret, service_code, commitment) on agreements.agreement to parvis_app;
