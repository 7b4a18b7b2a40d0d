// Forums of agents: those of the world have no number.
import { form, administrators, open, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/forums'
const absent = { statuses: [404] }
const none = (end: string, values?: Record<string, string>, may = staff): RouteCase => ({
  url: () => `${HERE}${end}`,
  may,
  ...absent,
  ...(values === undefined ? {} : { values }),
})
const SUBJECT = `${HERE}/sujets/:sujet`
const ofMessage = (end: string, values: Record<string, string>, may = staff) => ({
  [`GET ${SUBJECT}/:n/${end}`]: none(`/sujets/999/1/${end}`, undefined, may),
  [`POST ${SUBJECT}/:n/${end}`]: none(`/sujets/999/1/${end}`, values, may),
})

export const forums: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`POST ${HERE}/lu`]: { ...form(`${HERE}/lu`, {}, [303]), may: staff },
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators },
  [`POST ${HERE}/nouveau`]: { ...form(`${HERE}/nouveau`, {}, [422]), may: administrators },
  [`GET ${HERE}/:forum`]: none('/999'),
  [`GET ${HERE}/:forum/nouveau`]: none('/999/nouveau'),
  [`POST ${HERE}/:forum/nouveau`]: none('/999/nouveau', { title: 'Un sujet', message: 'Bonjour' }),
  [`GET ${HERE}/:forum/modifier`]: none('/999/modifier', undefined, administrators),
  [`POST ${HERE}/:forum/modifier`]: none(
    '/999/modifier',
    { name: 'Un forum', purpose: 'En parler.', audience: '2', state: 'open' },
    administrators,
  ),
  [`GET ${SUBJECT}`]: none('/sujets/999'),
  [`POST ${SUBJECT}`]: none('/sujets/999', { message: 'Bonjour' }),
  [`POST ${SUBJECT}/fin`]: none('/sujets/999/fin', {}),
  [`POST ${SUBJECT}/suivre`]: none('/sujets/999/suivre', { wants: 'every' }),
  'GET /courriels/forums': open('/courriels/forums?jeton=faux', [404]),
  'POST /courriels/forums': form('/courriels/forums?jeton=faux', {}, [404]),
  ...ofMessage('signaler', { rule: 'advert' }),
  ...ofMessage('contester', { word: 'Pourquoi' }),
  ...ofMessage('masquer', { rule: 'advert', word: '' }, administrators),
  ...ofMessage('laisser', {}, administrators),
  ...ofMessage('retablir', {}, administrators),
  ...ofMessage('decision', { verdict: 'show', because: 'Parce que' }, administrators),
}
