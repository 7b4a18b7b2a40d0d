-- The civil status that FranceConnect gave of somebody whose address is still to be verified: locked with the
-- installation's key, for the hour that the arrival lasts; in the profile once the account is open.
alter table accounts.federation_arrival add column locked_civil bytea;
