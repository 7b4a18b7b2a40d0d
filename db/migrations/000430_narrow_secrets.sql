-- The secrets of sites, as narrow as their verbs: an administrator adds one and ends one; what it is, whose and since when stays, and
-- none is taken away but by the sweeps of the system.
revoke update, delete on identity.client_secret from parvis_app;
grant update (expires_at) on identity.client_secret to parvis_app;
grant update, delete on identity.client_secret to parvis_system;
