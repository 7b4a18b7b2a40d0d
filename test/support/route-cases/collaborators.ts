import { form, signedIn, type RouteCase } from './case.ts'

const HERE = '/compte/collaborateurs'
const CHOICE = { choix: 'accepter' }

export const collaborators: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: signedIn },
  // Nobody here sits anywhere.
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: signedIn, statuses: [403] },
  [`POST ${HERE}/nouveau`]: { ...form(`${HERE}/nouveau`), may: signedIn },
  [`GET ${HERE}/journal`]: { url: () => `${HERE}/journal`, may: signedIn },
  [`POST ${HERE}/:id/reponse`]: { ...form(`${HERE}/0/reponse`, CHOICE, [404]), may: signedIn },
}
