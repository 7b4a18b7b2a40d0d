import { administrators, anyone, form, type RouteCase } from './case.ts'

const HERE = '/administration/instances'
const body = `${HERE}/0`
const term = `${body}/mandatures/0`
const seat = `${term}/sieges/0`
/** Of a body that is nobody's: not found, for whoever might have read it too. */
const none = (url: string): RouteCase => ({ url: () => url, may: administrators, statuses: [404] })
const posted = (url: string, values: Record<string, string> = {}): RouteCase => ({
  ...form(url, values, [404]),
  may: administrators,
})
const DAYS = { from: '2026-11-23', to: '' }
const SEAT = { ...DAYS, newcomer: 'Jeanne Essai', name: 'Jeanne Essai', post: 'member' }

export const bodies: Readonly<Record<string, RouteCase>> = {
  'GET /conferences': { url: () => '/conferences', may: anyone },
  'GET /conferences/:conference': { url: () => '/conferences/0', may: anyone, statuses: [404] },
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: administrators },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: administrators },
  [`GET ${HERE}/import`]: { url: () => `${HERE}/import`, may: administrators },
  [`POST ${HERE}/import`]: { ...form(`${HERE}/import`), may: administrators },
  [`GET ${HERE}/import/:import`]: none(`${HERE}/import/0`),
  [`POST ${HERE}/import/:import/faire`]: posted(`${HERE}/import/0/faire`),
  [`POST ${HERE}/import/:import/annulation`]: posted(`${HERE}/import/0/annulation`),
  [`GET ${HERE}/:instance`]: none(body),
  [`GET ${HERE}/:instance/mandatures/:mandature`]: none(term),
  [`GET ${HERE}/:instance/modifier`]: none(`${body}/modifier`),
  [`POST ${HERE}/:instance/modifier`]: posted(`${body}/modifier`, { name: 'Autre nom' }),
  [`GET ${HERE}/:instance/mandatures`]: none(`${body}/mandatures`),
  [`POST ${HERE}/:instance/mandatures`]: posted(`${body}/mandatures`, DAYS),
  [`GET ${HERE}/:instance/mandatures/:mandature/dates`]: none(`${term}/dates`),
  [`POST ${HERE}/:instance/mandatures/:mandature/dates`]: posted(`${term}/dates`, DAYS),
  [`GET ${HERE}/:instance/retrait`]: none(`${body}/retrait`),
  [`POST ${HERE}/:instance/retrait`]: posted(`${body}/retrait`),
  [`GET ${HERE}/:instance/mandatures/:mandature/retrait`]: none(`${term}/retrait`),
  [`POST ${HERE}/:instance/mandatures/:mandature/retrait`]: posted(`${term}/retrait`),
  [`GET ${HERE}/:instance/mandatures/:mandature/sieges`]: none(`${term}/sieges`),
  [`POST ${HERE}/:instance/mandatures/:mandature/sieges`]: posted(`${term}/sieges`, SEAT),
  [`GET ${HERE}/:instance/mandatures/:mandature/sieges/:siege`]: none(seat),
  [`POST ${HERE}/:instance/mandatures/:mandature/sieges/:siege`]: posted(seat, SEAT),
  [`GET ${HERE}/:instance/mandatures/:mandature/sieges/:siege/retrait`]: none(`${seat}/retrait`),
  [`POST ${HERE}/:instance/mandatures/:mandature/sieges/:siege/retrait`]: posted(`${seat}/retrait`),
  [`GET ${HERE}/:instance/mandatures/:mandature/sieges/:siege/compte`]: none(`${seat}/compte`),
  [`POST ${HERE}/:instance/mandatures/:mandature/sieges/:siege/compte`]: posted(`${seat}/compte`),
  [`GET ${HERE}/:instance/mandatures/:mandature/sieges/:siege/invitation`]: none(`${seat}/invitation`),
  ...Object.fromEntries(
    ['', '/relance', '/retrait'].map((act) => [
      `POST ${HERE}/:instance/mandatures/:mandature/sieges/:siege/invitation${act}`,
      posted(`${seat}/invitation${act}`, { email: 'elue@mairie.example' }),
    ]),
  ),
}
