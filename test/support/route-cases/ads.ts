// Classified ads: read, posted, answered, reported, judged.
import { among, form, type RouteCase, staff } from './case.ts'

const HERE = '/intranet/annonces'
const KEPT = '/administration/annonces'
const keepers = among('admin', 'adminBron')
const absent = { statuses: [404] }
const none = (end: string, values?: Record<string, string>): RouteCase => ({
  url: () => `${HERE}${end}`,
  may: staff,
  ...absent,
  ...(values === undefined ? {} : { values }),
})

export const ads: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: staff },
  [`GET ${HERE}/miennes`]: { url: () => `${HERE}/miennes`, may: staff },
  [`GET ${HERE}/echanges`]: { url: () => `${HERE}/echanges`, may: staff },
  [`GET ${HERE}/nouvelle`]: { url: () => `${HERE}/nouvelle`, may: staff },
  [`POST ${HERE}/nouvelle`]: { ...form(`${HERE}/nouvelle`), may: staff },
  [`GET ${HERE}/echanges/:echange`]: none('/echanges/999'),
  [`POST ${HERE}/echanges/:echange`]: none('/echanges/999', { message: 'Bonjour' }),
  [`GET ${HERE}/:annonce`]: none('/999'),
  [`GET ${HERE}/:annonce/repondre`]: none('/999/repondre'),
  [`POST ${HERE}/:annonce/repondre`]: none('/999/repondre', { message: 'Bonjour' }),
  [`GET ${HERE}/:annonce/signaler`]: none('/999/signaler'),
  [`POST ${HERE}/:annonce/signaler`]: none('/999/signaler', { reason: 'Un téléphone' }),
  [`GET ${HERE}/:annonce/changer`]: none('/999/changer'),
  [`POST ${HERE}/:annonce/changer`]: none('/999/changer', {
    ...{ category: 'Ventes', title: 'Un vélo', text: 'Un vélo bleu', price: '', place: '', shared: 'non' },
  }),
  [`GET ${HERE}/:annonce/photos`]: none('/999/photos'),
  [`POST ${HERE}/:annonce/photos`]: none('/999/photos', { alternative: 'Un vélo bleu' }),
  [`POST ${HERE}/:annonce/photos/:photo`]: none('/999/photos/1', { act: 'remove' }),
  [`POST ${HERE}/:annonce/garder`]: none('/999/garder', {}),
  [`POST ${HERE}/:annonce/finir`]: none('/999/finir', {}),
  [`GET ${KEPT}`]: { url: () => KEPT, may: keepers },
  [`GET ${KEPT}/:annonce`]: { url: () => `${KEPT}/999`, may: keepers, ...absent },
  [`POST ${KEPT}/:annonce`]: {
    url: () => `${KEPT}/999`,
    may: keepers,
    values: { to: 'hidden', reason: 'Un téléphone' },
    ...absent,
  },
}
