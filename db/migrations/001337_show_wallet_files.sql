-- A square in an application of the makers of phones, of one partner and sector: as printed on a card, it has a value of its own, and dies alone.
alter table pass.support add column app text check (app is null or app in ('apple', 'google') and kind = 'wallet');
grant select (app) on pass.support to parvis_app;
