import {
  UNKNOWN,
  administrators,
  agents,
  among,
  follower,
  form,
  open,
  reader,
  resident,
  signedIn,
  type RouteCase,
} from './case.ts'
import type { Target, World } from '../world.ts'

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

export const requests: Readonly<Record<string, RouteCase>> = {
  'GET /demarches/:slug/demande': open('/demarches/signaler-un-nid-de-poule/demande', [303]),
  'GET /demarches/:slug/demande/:draft/reprendre': draft('reprendre', { statuses: [303] }),
  'GET /demarches/:slug/demande/:draft/verifier': draft('verifier', { statuses: [303] }),
  // Only its first page is filled: whoever wrote it is led to the next.
  'POST /demarches/:slug/demande/:draft/envoyer': draft('envoyer', { values: {}, statuses: [303] }),
  'GET /demarches/:slug/demande/:draft/recu': draft('recu', { statuses: [404] }),
  'GET /demarches/:slug/demande/:draft/recu/papier': draft('recu/papier', { statuses: [404] }),
  'GET /demarches/:slug/demande/:draft/attente': draft('attente', { statuses: [303] }),
  'POST /demarches/:slug/demande/:draft/attente': draft('attente', { statuses: [303] }),
  'GET /demarches/:slug/demande/:draft/:page': draft('place'),
  'POST /demarches/:slug/demande/:draft/:page': draft('place', { values: { place_kind: '' } }),
  'POST /demarches/:slug/demande/:draft/:page/sauver': draft('place/sauver', {
    values: { place_kind: '' },
    statuses: [200],
  }),
  'POST /demarches/:slug/demande/:draft/:page/fichiers': draft('place/fichiers', { statuses: [422] }),
  'POST /demarches/:slug/demande/:draft/:page/plus-tard': draft('place/plus-tard', {
    values: { place_kind: '' },
    statuses: [303],
  }),
  'POST /demarches/:slug/demande/:draft/:page/langue': draft('place/langue', {
    values: { place_kind: '', langue: 'en' },
    statuses: [303],
  }),
  'GET /brouillons/:draft/plus-tard': {
    url: ({ draft: id }) => `/brouillons/${id}/plus-tard`,
    may: resident,
  },
  'POST /brouillons/:draft/plus-tard': form(
    `/brouillons/${UNKNOWN}/plus-tard`,
    { email: 'l.morandat@courriel.example' },
    [404],
  ),
  'GET /brouillons/lien': open('/brouillons/lien?jeton=rien'),
  'POST /brouillons/lien': form('/brouillons/lien', { jeton: 'rien' }, [404]),
  'GET /cosignature': open('/cosignature?jeton=rien'),
  'POST /cosignature': form('/cosignature', { jeton: 'rien' }, [404]),
  'POST /cosignature/signature': form('/cosignature/signature', { jeton: 'rien' }, [404]),
  'POST /cosignature/refus': form('/cosignature/refus', { jeton: 'rien', raison: 'Non merci.' }, [404]),
  'GET /brouillons': open('/brouillons'),
  'GET /brouillons/:draft/effacement': {
    url: ({ draft: id }) => `/brouillons/${id}/effacement`,
    may: resident,
  },
  'POST /brouillons/:draft/reprise': form(`/brouillons/${UNKNOWN}/reprise`, { mien: 'oui' }, [404]),
  'POST /brouillons/:draft/effacement': form(`/brouillons/${UNKNOWN}/effacement`, {}, [303, 404]),
  // A link that is none: nobody has more than another.
  'GET /mairie': open('/mairie?jeton=rien', [404]),
  'POST /mairie': form('/mairie', { jeton: 'rien', nom: 'Mme Roux' }, [404]),
  'POST /mairie/actions/:transition': form(
    '/mairie/actions/reply',
    { jeton: 'rien', message: 'Oui.' },
    [404],
  ),
  'GET /mairie/fichiers/:id': open(`/mairie/fichiers/${UNKNOWN}?jeton=rien`, [404]),
  'POST /agents/demandes/:ref/lien': {
    url: desk('/lien'),
    // A commune reads what is asked on its territory, and closes no link of another’s.
    may: (actor, target) => reader(actor, target) && !(actor === 'mions' && target === 'metro'),
    each: true,
    values: { faire: 'fermer' },
    statuses: [409],
  },
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
  'GET /agents/demandes/:ref/resume': { url: desk('/resume'), may: reader, each: true },
  'GET /agents/demandes/:ref/resume/papier': { url: desk('/resume/papier'), may: reader, each: true },
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
  'GET /agents/demandes/:ref/demarche': {
    url: desk('/demarche'),
    may: reader,
    each: true,
    statuses: [200, 403],
  },
  'POST /agents/demandes/:ref/demarche': {
    url: desk('/demarche'),
    may: reader,
    each: true,
    values: { demarche: '' },
    statuses: [403, 422],
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
}
