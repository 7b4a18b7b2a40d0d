// Every route of the program, with one way to visit it and who may: a route that is not here fails the tests.
import { type ActorName, FOLLOWERS, READERS, type Target, type World } from './world.ts'

export interface RouteCase {
  url: (world: World, target: Target) => string
  /** Who may, for that target; a refused person gets « not found », or the way to sign in. */
  may: (actor: ActorName, target: Target) => boolean
  /** Visited once for each request. */
  each?: true
  /** What is posted: something that is refused, or changes nothing. */
  values?: Record<string, string>
  /** What whoever may gets; 200 for a page, 422 for a form when absent. */
  statuses?: readonly number[]
  /** The visit ends the session: a browser of its own. */
  endsSession?: true
}

const among =
  (...names: ActorName[]) =>
  (actor: ActorName) =>
    names.includes(actor)
const anyone = () => true
const signedIn = (actor: ActorName) => actor !== 'anonymous'
const agents = among('bron', 'mions', 'voirie', 'accueil')
const administrators = among('admin', 'adminBron')
const staff = (actor: ActorName) => agents(actor) || administrators(actor)
const resident = among('habitante')
const reader = (actor: ActorName, target: Target) => READERS[target].includes(actor)
const follower = (actor: ActorName, target: Target) => FOLLOWERS[target].includes(actor)

const open = (url: string, statuses?: readonly number[]): RouteCase => ({
  url: () => url,
  may: anyone,
  ...(statuses === undefined ? {} : { statuses }),
})
const form = (
  url: string,
  values: Record<string, string> = {},
  statuses: readonly number[] = [422],
): RouteCase => ({ url: () => url, may: anyone, values, statuses })
const desk =
  (path = '') =>
  ({ refs }: World, target: Target) =>
    `/agents/demandes/${refs[target]}${path}`
const follow =
  (path = '') =>
  ({ refs }: World, target: Target) =>
    `/suivi/${refs[target]}${path}`
const draft = (path: string, more: Partial<RouteCase> = {}): RouteCase => ({
  url: (world) => `${world.draftAt}/${path}`,
  may: resident,
  ...more,
})

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
/** Pages and acts of a site that no authority has. */
const ofSite = (path: string): RouteCase => ({
  url: () => `/administration/sites/${UNKNOWN}${path}`,
  may: administrators,
  statuses: [404],
})
const postedOfSite = (path: string): RouteCase => ({
  ...form(`/administration/sites/${UNKNOWN}${path}`, {}, [404]),
  may: administrators,
})

export const routeCases: Readonly<Record<string, RouteCase>> = {
  // Tiles are turned off in these tests; src/platform/outside/tiles.test.ts has them.
  'GET /plan/:z/:x/:y': open('/plan/12/2102/1459', [204]),
  'GET /theme/:file': { url: (world) => world.themeUrl, may: anyone },

  'GET /connexion': open('/connexion', [200, 303]),
  'POST /connexion': form('/connexion'),
  'GET /connexion/lien/message': open('/connexion/lien/message'),
  'GET /connexion/lien': open('/connexion/lien?jeton=faux', [410]),
  'POST /connexion/lien': form('/connexion/lien', { jeton: 'faux' }, [410]),
  'GET /passage': open('/passage?de=rien', [404]),
  'GET /passage/arrivee': open('/passage/arrivee?billet=rien', [404]),
  'POST /deconnexion': { ...form('/deconnexion', {}, [303]), endsSession: true },
  'GET /reprise/:id': { url: (world) => `/reprise/${world.keptId}`, may: resident },
  'POST /reprise/:id': {
    url: (world) => `/reprise/${world.keptId}`,
    may: resident,
    values: { mien: 'oui' },
    statuses: [200],
  },
  // No provider is set in these tests; test/federation visits them with providers.
  'GET /connexion/franceconnect': open('/connexion/franceconnect?ici=1', [404]),
  'GET /connexion/franceconnect/retour': open('/connexion/franceconnect/retour?state=faux', [404]),
  'GET /connexion/proconnect': open('/connexion/proconnect?ici=1', [404]),
  'GET /connexion/proconnect/retour': open('/connexion/proconnect/retour?state=faux', [404]),
  'GET /deconnexion/retour': open('/deconnexion/retour?state=faux', [303]),
  'GET /connexion/franceconnect/compte/:id': open(`/connexion/franceconnect/compte/${UNKNOWN}`, [400]),
  'POST /connexion/franceconnect/compte/:id': form(
    `/connexion/franceconnect/compte/${UNKNOWN}`,
    { email: 'x' },
    [400],
  ),
  'GET /connexion/franceconnect/compte/:id/code': open(
    `/connexion/franceconnect/compte/${UNKNOWN}/code`,
    [400],
  ),
  'POST /connexion/franceconnect/compte/:id/code': form(
    `/connexion/franceconnect/compte/${UNKNOWN}/code`,
    { code: '1' },
    [400],
  ),
  'GET /compte/connexions': { url: () => '/compte/connexions', may: signedIn },
  'POST /compte/connexions/franceconnect': { ...form('/compte/connexions/franceconnect'), may: signedIn },
  'POST /compte/connexions/:id/retrait': {
    ...form('/compte/connexions/0/retrait', {}, [404]),
    may: signedIn,
  },
  'GET /compte/connexions/arrivee/:id': {
    ...open(`/compte/connexions/arrivee/${UNKNOWN}`, [400]),
    may: signedIn,
  },
  'POST /compte/connexions/arrivee/:id': {
    ...form(`/compte/connexions/arrivee/${UNKNOWN}`, {}, [400]),
    may: signedIn,
  },
  'POST /administration/sites/fichier': {
    ...form('/administration/sites/fichier', { query: 'x'.repeat(4001) }),
    may: administrators,
  },
  'GET /agents/travaux': { url: () => '/agents/travaux', may: staff },
  'GET /agents/travaux/:id': { url: () => '/agents/travaux/0', may: staff, statuses: [404] },
  'POST /agents/travaux/:id/arret': { ...form('/agents/travaux/0/arret', {}, [404]), may: staff },
  'GET /administration/identites': { url: () => '/administration/identites', may: among('admin') },
  'POST /administration/identites/:id': {
    ...form('/administration/identites/0', { decision: '' }),
    may: among('admin'),
  },

  'GET /connexion/papier': open('/connexion/papier', [200, 303]),
  'POST /connexion/papier': form('/connexion/papier'),
  'POST /compte/confirmation/papier': { ...form('/compte/confirmation/papier'), may: signedIn },
  // Nobody here has a paper: giving it up is refused, or asks first who one is.
  'POST /compte/securite/papier/retrait': {
    ...form('/compte/securite/papier/retrait', {}, [303, 409]),
    may: signedIn,
  },
  'POST /compte/securite/numero': { ...form('/compte/securite/numero', {}, [303]), may: signedIn },
  'GET /agents/comptes': { url: () => '/agents/comptes', may: agents },
  'POST /agents/comptes': { ...form('/agents/comptes', { numero: '12' }), may: agents },
  'GET /agents/comptes/nouveau': { url: () => '/agents/comptes/nouveau', may: agents },
  'POST /agents/comptes/nouveau': { ...form('/agents/comptes/nouveau', { prenom: '' }), may: agents },
  'POST /agents/comptes/code': { ...form('/agents/comptes/code', { numero: '12' }), may: agents },
  'POST /agents/comptes/preuve': { ...form('/agents/comptes/preuve', { numero: '12' }), may: agents },

  'GET /inscription': open('/inscription', [200, 303]),
  'POST /inscription': form('/inscription'),
  'GET /inscription/message': open('/inscription/message', [200, 303]),
  'GET /inscription/confirmer': open('/inscription/confirmer?jeton=faux', [410]),
  'POST /inscription/confirmer': form('/inscription/confirmer', { jeton: 'faux' }, [410]),
  'GET /mot-de-passe-oublie': open('/mot-de-passe-oublie', [200, 303]),
  'POST /mot-de-passe-oublie': form('/mot-de-passe-oublie'),
  'GET /mot-de-passe-oublie/message': open('/mot-de-passe-oublie/message'),
  'GET /mot-de-passe/nouveau': open('/mot-de-passe/nouveau?jeton=faux', [410]),
  'POST /mot-de-passe/nouveau': form('/mot-de-passe/nouveau', { jeton: 'faux' }),
  'GET /invitation': open('/invitation?jeton=faux', [410]),
  'POST /invitation': form('/invitation', { jeton: 'faux' }, [410]),
  'GET /compte/profil': { url: () => '/compte/profil', may: signedIn },
  'POST /compte/profil': { ...form('/compte/profil'), may: signedIn },
  'GET /compte/securite': { url: () => '/compte/securite', may: signedIn },
  'POST /compte/securite': { ...form('/compte/securite'), may: signedIn },

  'GET /fichiers/:id': {
    url: (world) => `/fichiers/${world.fileId}`,
    may: (actor) => actor === 'habitante' || READERS.metro.includes(actor),
  },
  'GET /fichiers/:id/vignette': {
    url: (world) => `/fichiers/${world.fileId}/vignette`,
    may: (actor) => actor === 'habitante' || READERS.metro.includes(actor),
  },
  'GET /connexion/code': open('/connexion/code', [303]),
  'POST /connexion/code': form('/connexion/code', {}, [303]),
  'GET /connexion/secours': open('/connexion/secours', [303]),
  'POST /connexion/secours': form('/connexion/secours', {}, [303]),
  'POST /connexion/code/lien': form('/connexion/code/lien', {}, [303]),
  'GET /connexion/code/message': open('/connexion/code/message'),
  'GET /connexion/perdu': open('/connexion/perdu', [303]),
  'POST /connexion/perdu': form('/connexion/perdu', {}, [303]),
  'POST /compte/securite/reinitialisation/annulation': {
    ...form('/compte/securite/reinitialisation/annulation', {}, [404]),
    may: signedIn,
  },
  'GET /connexion/activer': open('/connexion/activer?jeton=faux', [410]),
  'POST /connexion/activer': form('/connexion/activer', { jeton: 'faux' }, [410]),
  'GET /connexion/reinitialisation': open('/connexion/reinitialisation?jeton=faux', [410]),
  'POST /connexion/reinitialisation': form('/connexion/reinitialisation', { jeton: 'faux' }, [410]),
  'GET /compte/securite/code': { url: () => '/compte/securite/code', may: signedIn },
  'POST /compte/securite/code': { ...form('/compte/securite/code'), may: signedIn },
  // Residents here have no second factor, agents may not go without.
  'POST /compte/securite/code/retrait': {
    ...form('/compte/securite/code/retrait', {}, [403, 404]),
    may: signedIn,
  },
  'POST /compte/securite/codes-de-secours': {
    ...form('/compte/securite/codes-de-secours', {}, [200, 404]),
    may: signedIn,
  },
  'GET /compte/equipe': { url: () => '/compte/equipe', may: administrators },
  'POST /compte/equipe/:person/reinitialisation': {
    ...form('/compte/equipe/0/reinitialisation', {}, [404]),
    may: administrators,
  },
  'POST /compte/equipe/:person/proconnect': {
    ...form('/compte/equipe/0/proconnect', {}, [404]),
    may: administrators,
  },
  'POST /connexion/cle/defi': form('/connexion/cle/defi', {}, [200]),
  'POST /connexion/cle': form('/connexion/cle'),
  'POST /compte/confirmation/cle/defi': {
    ...form('/compte/confirmation/cle/defi', {}, [200]),
    may: signedIn,
  },
  'POST /compte/confirmation/cle': { ...form('/compte/confirmation/cle'), may: signedIn },
  'POST /compte/securite/cles/defi': { ...form('/compte/securite/cles/defi', {}, [200]), may: signedIn },
  'POST /compte/securite/cles': { ...form('/compte/securite/cles'), may: signedIn },
  'POST /compte/securite/cles/plus-tard': {
    ...form('/compte/securite/cles/plus-tard', {}, [303]),
    may: signedIn,
  },
  'POST /compte/securite/cles/:id/retrait': {
    ...form('/compte/securite/cles/inconnue/retrait', {}, [404]),
    may: signedIn,
  },
  'GET /compte/confirmation': { url: () => '/compte/confirmation', may: signedIn },
  'POST /compte/confirmation': { ...form('/compte/confirmation'), may: signedIn },
  'POST /compte/securite/appareils/fermeture': {
    ...form('/compte/securite/appareils/fermeture', {}, [303]),
    may: signedIn,
  },
  'POST /compte/securite/appareils/:id/fermeture': {
    ...form(`/compte/securite/appareils/${UNKNOWN}/fermeture`, {}, [404]),
    may: signedIn,
  },

  'GET /compte/securite/adresse': { url: () => '/compte/securite/adresse', may: signedIn },
  'POST /compte/securite/adresse': { ...form('/compte/securite/adresse'), may: signedIn },
  'POST /compte/securite/adresse/annulation': {
    ...form('/compte/securite/adresse/annulation', {}, [404]),
    may: signedIn,
  },
  'GET /connexion/adresse': open('/connexion/adresse?jeton=faux', [410]),
  'POST /connexion/adresse': form('/connexion/adresse', { jeton: 'faux' }, [410]),
  'GET /compte/donnees': { url: () => '/compte/donnees', may: signedIn },
  'GET /compte/donnees/acces': { url: () => '/compte/donnees/acces', may: signedIn },
  'POST /compte/donnees/acces/:numero/signalement': {
    ...form('/compte/donnees/acces/0/signalement', {}, [404]),
    may: signedIn,
  },
  'POST /compte/donnees/export': { ...form('/compte/donnees/export'), may: signedIn },
  'GET /compte/donnees/effacement': { url: () => '/compte/donnees/effacement', may: signedIn },
  // Without the box ticked, nothing is erased; an agent is told why not.
  'POST /compte/donnees/effacement': {
    ...form('/compte/donnees/effacement', {}, [200, 422]),
    may: signedIn,
  },
  'GET /compte/proches/enfants/:enfant/effacement': {
    url: () => '/compte/proches/enfants/0/effacement',
    may: signedIn,
    statuses: [404],
  },
  'POST /compte/proches/enfants/:enfant/effacement': {
    ...form('/compte/proches/enfants/0/effacement', { accord: 'oui' }, [404]),
    may: signedIn,
  },
  'POST /compte/proches/enfants/:enfant/numero': {
    ...form('/compte/proches/enfants/0/numero', {}, [404]),
    may: signedIn,
  },
  'GET /effacement': open('/effacement?jeton=faux', [404]),

  'GET /compte/notifications': { url: () => '/compte/notifications', may: signedIn },
  'GET /compte/notifications/choix': { url: () => '/compte/notifications/choix', may: signedIn },
  'POST /compte/notifications/choix': { ...form('/compte/notifications/choix'), may: signedIn },
  'POST /compte/notifications/lues': {
    ...form('/compte/notifications/lues', { jusque: '0' }, [303]),
    may: signedIn,
  },
  'POST /compte/notifications/:id/lecture': {
    ...form('/compte/notifications/0/lecture', {}, [404]),
    may: signedIn,
  },
  'GET /agents/notifications': { url: () => '/agents/notifications', may: staff },
  'GET /agents/notifications/choix': { url: () => '/agents/notifications/choix', may: staff },
  'POST /agents/notifications/choix': { ...form('/agents/notifications/choix'), may: staff },
  'POST /agents/notifications/lues': {
    ...form('/agents/notifications/lues', { jusque: '0' }, [303]),
    may: staff,
  },
  'POST /agents/notifications/:id/lecture': {
    ...form('/agents/notifications/0/lecture', {}, [404]),
    may: staff,
  },
  'GET /compte/proches': { url: () => '/compte/proches', may: signedIn },
  'GET /compte/proches/confier': { url: () => '/compte/proches/confier', may: signedIn },
  'POST /compte/proches/confier': { ...form('/compte/proches/confier'), may: signedIn },
  'GET /compte/proches/enfants': { url: () => '/compte/proches/enfants', may: signedIn },
  'POST /compte/proches/enfants': { ...form('/compte/proches/enfants'), may: signedIn },
  'GET /compte/proches/invitation': {
    url: () => '/compte/proches/invitation?jeton=faux',
    may: signedIn,
    statuses: [410],
  },
  'POST /compte/proches/invitation': {
    ...form('/compte/proches/invitation', { jeton: 'faux', choix: 'accepter' }, [410]),
    may: signedIn,
  },
  // Whoever acts for nobody stops nothing.
  'POST /compte/proches/arret': { ...form('/compte/proches/arret', {}, [303]), may: signedIn },
  'POST /compte/proches/:id/agir': { ...form('/compte/proches/0/agir', {}, [404]), may: signedIn },
  'POST /compte/proches/:id/fin': { ...form('/compte/proches/0/fin', {}, [404]), may: signedIn },

  'GET /adresses': open('/adresses?q=rue'),
  'GET /adresses/commune': open('/adresses/commune?q=12+rue+des+Lilas+Bron'),
  'GET /adresses/inverse': open('/adresses/inverse?lat=45.7&long=4.9'),

  'GET /': open('/'),
  'GET /demarches': open('/demarches?quoi=trou&ou=Mions'),
  'GET /suggestions': open('/suggestions?quoi=lampa&ou=Bron'),
  'GET /demarches/themes/:slug': open('/demarches/themes/rues-et-espace-public'),
  'GET /demarches/:slug': open('/demarches/signaler-un-nid-de-poule?commune=69283'),
  'GET /vie/:slug': open('/vie/j-emmenage'),
  'GET /communes': open('/communes'),
  'GET /communes/:slug': open('/communes/bron'),
  'GET /lieux': open('/lieux?type=decheterie&commune=69029'),
  'POST /commune': form('/commune', { commune: '75056' }),
  'GET /aide': open('/aide'),
  'GET /accessibilite': open('/accessibilite'),
  'GET /donnees-personnelles': open('/donnees-personnelles'),
  'GET /donnees-personnelles/algorithmes': open('/donnees-personnelles/algorithmes'),
  'GET /administration/reglages': { url: () => '/administration/reglages', may: administrators },
  'GET /administration/reglages/:reglage': {
    url: () => '/administration/reglages/requests.receipt_note',
    may: administrators,
  },
  'POST /administration/reglages/:reglage': {
    ...form('/administration/reglages/requests.asks_rating', { valeur: 'oui' }, [303]),
    may: administrators,
  },
  'GET /administration/registre': { url: () => '/administration/registre', may: administrators },
  'GET /administration/registre/:id': { url: () => '/administration/registre/compte', may: administrators },
  'GET /administration/registre/export/:format': {
    url: () => '/administration/registre/export/csv',
    may: administrators,
  },
  'GET /administration/conservation': { url: () => '/administration/conservation', may: administrators },
  'POST /administration/conservation/simulation': {
    ...form('/administration/conservation/simulation', {}, [303]),
    may: administrators,
  },
  'GET /administration/acces-signales': { url: () => '/administration/acces-signales', may: administrators },
  'GET /administration/acces-signales/:id': {
    url: () => '/administration/acces-signales/0',
    may: administrators,
    statuses: [404],
  },
  'POST /administration/acces-signales/:id': {
    ...form('/administration/acces-signales/0', { constat: 'Rien de tel n’a été signalé ici.' }, [404]),
    may: administrators,
  },
  'GET /mentions-legales': open('/mentions-legales'),
  'GET /plan-du-site': open('/plan-du-site'),
  'GET /administration/demarches': { url: () => '/administration/demarches', may: administrators },
  'POST /administration/demarches/fichier': {
    ...form('/administration/demarches/fichier', { query: '' }, [303]),
    may: administrators,
  },
  'GET /administration/circuits': { url: () => '/administration/circuits', may: administrators },
  'GET /administration/regles': { url: () => '/administration/regles', may: administrators },
  'POST /administration/regles/fichier': {
    ...form('/administration/regles/fichier', { query: '' }, [303]),
    may: administrators,
  },

  'GET /demarches/:slug/demande': open('/demarches/signaler-un-nid-de-poule/demande', [303]),
  'GET /demarches/:slug/demande/:draft/reprendre': draft('reprendre', { statuses: [303] }),
  'GET /demarches/:slug/demande/:draft/verifier': draft('verifier', { statuses: [303] }),
  // Only its first page is filled: whoever wrote it is led to the next.
  'POST /demarches/:slug/demande/:draft/envoyer': draft('envoyer', { values: {}, statuses: [303] }),
  'GET /demarches/:slug/demande/:draft/recu': draft('recu', { statuses: [404] }),
  'GET /demarches/:slug/demande/:draft/recu/papier': draft('recu/papier', { statuses: [404] }),
  'GET /demarches/:slug/demande/:draft/:page': draft('place'),
  'POST /demarches/:slug/demande/:draft/:page': draft('place', { values: { place_kind: '' } }),
  'POST /demarches/:slug/demande/:draft/:page/sauver': draft('place/sauver', {
    values: { place_kind: '' },
    statuses: [200],
  }),
  'POST /demarches/:slug/demande/:draft/:page/fichiers': draft('place/fichiers', { statuses: [422] }),
  'GET /brouillons': open('/brouillons'),
  'GET /brouillons/:draft/effacement': {
    url: ({ draft: id }) => `/brouillons/${id}/effacement`,
    may: resident,
  },
  'POST /brouillons/:draft/reprise': form(`/brouillons/${UNKNOWN}/reprise`, { mien: 'oui' }, [404]),
  'POST /brouillons/:draft/effacement': form(`/brouillons/${UNKNOWN}/effacement`, {}, [303, 404]),

  'GET /suivi': open('/suivi'),
  'POST /suivi': form('/suivi', { code: 'bonjour' }),
  'GET /suivi/:ref': { url: follow(), may: follower, each: true },
  'POST /suivi/:ref/messages': {
    url: follow('/messages'),
    may: follower,
    each: true,
    values: { message: '' },
  },
  'POST /suivi/:ref/brouillon': {
    url: follow('/brouillon'),
    may: follower,
    each: true,
    values: {},
    statuses: [200, 409],
  },
  'GET /suivi/:ref/actions/:transition': { url: follow('/actions/cancel'), may: follower, each: true },
  'POST /suivi/:ref/actions/:transition': {
    url: follow('/actions/cancel'),
    may: follower,
    each: true,
    values: { message: '' },
  },
  'POST /suivi/:ref/avis': { url: follow('/avis'), may: follower, each: true, values: { score: 'licorne' } },
  // Already theirs: nothing changes. Attaching needs the code, which the resident of Bron has not typed.
  'POST /suivi/:ref/rattacher': {
    url: follow('/rattacher'),
    may: follower,
    each: true,
    values: {},
    statuses: [303, 404],
  },
  'GET /compte': { url: () => '/compte', may: signedIn },

  'GET /agents': {
    url: () => '/agents',
    may: (actor) => agents(actor) || administrators(actor),
    statuses: [200, 303],
  },
  'GET /agents/demandes/lot': {
    url: ({ refs }, target) => `/agents/demandes/lot?ref=${refs[target]}&faire=noter`,
    may: reader,
    each: true,
  },
  'POST /agents/demandes/lot': {
    ...form('/agents/demandes/lot', { faire: 'noter' }, [303, 422]),
    may: agents,
  },
  'POST /agents/demandes/lot/brouillon': {
    ...form('/agents/demandes/lot/brouillon', { faire: 'noter' }, [303, 422]),
    may: agents,
  },
  'GET /agents/demandes/:ref': { url: desk(), may: reader, each: true },
  // Reading is not acting: the commune is led back to a request of the metropolis, and its act is forbidden.
  'GET /agents/demandes/:ref/agir/:transition': {
    url: desk('/agir/reply'),
    may: reader,
    each: true,
    statuses: [200, 303],
  },
  'POST /agents/demandes/:ref/actions/:transition': {
    url: desk('/actions/reply'),
    may: reader,
    each: true,
    values: { message: '' },
    statuses: [403, 422],
  },
  'POST /agents/demandes/:ref/brouillon': {
    url: desk('/brouillon'),
    may: reader,
    each: true,
    values: { message: '' },
    statuses: [200],
  },
  'POST /agents/demandes/:ref/notes': {
    url: desk('/notes'),
    may: reader,
    each: true,
    values: { message: '' },
  },
  'GET /agents/saisir': { url: () => '/agents/saisir', may: agents },
  'GET /agents/saisir/propositions': {
    url: () => '/agents/saisir/propositions?quoi=trou',
    may: agents,
  },
  'GET /agents/saisir/:slug': { url: () => '/agents/saisir/signaler-un-nid-de-poule', may: agents },
  'POST /agents/saisir/:slug': { ...form('/agents/saisir/signaler-un-nid-de-poule'), may: agents },
  'POST /agents/saisir/:slug/brouillon': {
    ...form('/agents/saisir/signaler-un-nid-de-poule/brouillon', {}, [200]),
    may: agents,
  },
  'GET /agents/saisir/recu/:ref': {
    url: (world) => `/agents/saisir/recu/${world.enteredRef}`,
    may: among('accueil'),
  },

  'GET /autorisation/:demande': open('/autorisation/fausse', [410]),
  'POST /autorisation/:demande': form('/autorisation/fausse', {}, [410]),
  'POST /autorisation/:demande/refus': form('/autorisation/fausse/refus', {}, [410]),
  'GET /compte/sites': { url: () => '/compte/sites', may: signedIn },
  'POST /compte/sites/:site/retrait': {
    ...form(`/compte/sites/${UNKNOWN}/retrait`, {}, [404]),
    may: signedIn,
  },
  'GET /administration/sites': { url: () => '/administration/sites', may: administrators },
  'GET /administration/sites/nouveau': { url: () => '/administration/sites/nouveau', may: administrators },
  'POST /administration/sites/nouveau': { ...form('/administration/sites/nouveau'), may: administrators },
  'GET /administration/sites/essai': {
    url: () => '/administration/sites/essai?state=faux',
    may: administrators,
    statuses: [410],
  },
  'GET /administration/sites/:site/modifier': ofSite('/modifier'),
  'POST /administration/sites/:site/modifier': postedOfSite('/modifier'),
  'POST /administration/sites/:site/secrets/:secret/fin': postedOfSite('/secrets/1/fin'),
  'POST /administration/sites/:site/hors-service': postedOfSite('/hors-service'),
  'POST /administration/sites/:site/en-service': postedOfSite('/en-service'),
  'GET /administration/sites/:site/essai': ofSite('/essai'),
  'POST /administration/sites/:site/essai': postedOfSite('/essai'),
  'POST /administration/sites/:site/verification': postedOfSite('/verification'),
  'GET /administration/sites/:site': {
    url: () => `/administration/sites/${UNKNOWN}`,
    may: administrators,
    statuses: [404],
  },
  'POST /administration/sites/:site/secret': {
    ...form(`/administration/sites/${UNKNOWN}/secret`, {}, [404]),
    may: administrators,
  },

  'GET /administration': { url: () => '/administration', may: administrators },
  'POST /administration/verification': {
    ...form('/administration/verification', {}, [200, 303]),
    may: administrators,
  },

  'GET /informations': open('/informations'),
  'GET /informations/:id': { url: (world) => `/informations/${world.noticeId}`, may: anyone },

  'GET /demo/courrier': open('/demo/courrier'),
  'GET /demo/courrier/:id': { url: (world) => `/demo/courrier/${world.mailId}`, may: anyone },
  'GET /ui': open('/ui'),
}
