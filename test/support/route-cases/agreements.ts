import { administrators, among, form, open, type RouteCase } from './case.ts'

const manager = among('admin')
const HERE = '/administration/conventions'
const REPORTS = '/administration/rapports'

/** A page that administrators read. */
const read = (url: string, statuses?: readonly number[]): RouteCase => ({
  url: () => url,
  may: administrators,
  ...(statuses === undefined ? {} : { statuses }),
})
/** A page of those who write, about no agreement: there is none. */
const written = (url: string, statuses: readonly number[] = [404]): RouteCase => ({
  url: () => url,
  may: manager,
  statuses,
})
const posted = (url: string, statuses: readonly number[] = [422]): RouteCase => ({
  ...form(url, {}, statuses),
  may: manager,
})

export const agreements: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: read(HERE),
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/grilles`]: read(`${HERE}/grilles`),
  [`POST ${HERE}/grilles/fichier`]: {
    ...form(`${HERE}/grilles/fichier`, { query: '' }, [303]),
    may: administrators,
  },
  [`GET ${HERE}/grilles/nouvelle`]: written(`${HERE}/grilles/nouvelle`, [200]),
  [`POST ${HERE}/grilles/nouvelle`]: posted(`${HERE}/grilles/nouvelle`),
  [`GET ${HERE}/populations`]: read(`${HERE}/populations`),
  [`POST ${HERE}/populations/fichier`]: {
    ...form(`${HERE}/populations/fichier`, { query: '' }, [303]),
    may: administrators,
  },
  [`GET ${HERE}/populations/nouvelle`]: written(`${HERE}/populations/nouvelle`, [200]),
  [`POST ${HERE}/populations/nouvelle`]: posted(`${HERE}/populations/nouvelle`),
  [`GET ${HERE}/nouvelle`]: written(`${HERE}/nouvelle`, [200]),
  [`POST ${HERE}/nouvelle`]: posted(`${HERE}/nouvelle`),
  [`GET ${HERE}/fusion`]: written(`${HERE}/fusion`, [200]),
  [`POST ${HERE}/fusion`]: posted(`${HERE}/fusion`),
  [`GET ${HERE}/:id`]: read(`${HERE}/0`, [404]),
  [`GET ${HERE}/:id/effacement`]: written(`${HERE}/0/effacement`),
  [`POST ${HERE}/:id/effacement`]: posted(`${HERE}/0/effacement`, [404]),
  [`GET ${HERE}/:id/pieces`]: read(`${HERE}/0/pieces`, [404]),
  'GET /partenaires': open('/partenaires'),
  [`GET ${HERE}/echeances`]: read(`${HERE}/echeances`),
  [`GET ${HERE}/echeances/:annee/emettre`]: written(`${HERE}/echeances/2200/emettre`, [422]),
  [`POST ${HERE}/echeances/:annee/emettre`]: posted(`${HERE}/echeances/2200/emettre`),
  [`GET ${HERE}/titres`]: read(`${HERE}/titres`),
  [`POST ${HERE}/titres/fichier`]: {
    ...form(`${HERE}/titres/fichier`, { query: '' }, [303]),
    may: administrators,
  },
  [`GET ${HERE}/calendrier`]: read(`${HERE}/calendrier`),
  [`POST ${HERE}/calendrier/fichier`]: {
    ...form(`${HERE}/calendrier/fichier`, { query: '' }, [303]),
    may: administrators,
  },
  [`GET ${HERE}/simulation`]: written(`${HERE}/simulation`, [422]),
  [`GET ${HERE}/comites`]: read(`${HERE}/comites`),
  [`GET ${HERE}/comites/nouveau`]: written(`${HERE}/comites/nouveau`, [200]),
  [`POST ${HERE}/comites/nouveau`]: posted(`${HERE}/comites/nouveau`),
  [`GET ${HERE}/comites/:comite`]: read(`${HERE}/comites/0`, [404]),
  [`GET ${REPORTS}`]: read(REPORTS),
  [`POST ${REPORTS}/fichier`]: { ...form(`${REPORTS}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${REPORTS}/:collectivite/:annee`]: read(`${REPORTS}/bron/2019`, [404]),
  [`GET ${REPORTS}/:collectivite/:annee/pdf`]: read(`${REPORTS}/bron/2019/pdf`, [404]),
  [`GET ${HERE}/:id/papiers/:papier`]: read(`${HERE}/0/papiers/convention`, [404]),
  [`GET ${HERE}/:id/papiers/:papier/pdf`]: read(`${HERE}/0/papiers/convention/pdf`, [404]),
  [`POST ${HERE}/:id/pieces/:etape`]: posted(`${HERE}/0/pieces/0`, [404]),
  [`GET ${HERE}/:id/facturation`]: written(`${HERE}/0/facturation`),
  [`POST ${HERE}/:id/facturation`]: posted(`${HERE}/0/facturation`, [404]),
  [`GET ${HERE}/:id/modifier`]: written(`${HERE}/0/modifier`),
  [`POST ${HERE}/:id/modifier`]: posted(`${HERE}/0/modifier`, [404]),
  [`GET ${HERE}/:id/actes/:rang/:acte`]: written(`${HERE}/0/actes/0/voted`),
  [`POST ${HERE}/:id/actes/:rang/:acte`]: posted(`${HERE}/0/actes/0/voted`, [404]),
  [`GET ${HERE}/:id/avenant`]: written(`${HERE}/0/avenant`),
  [`POST ${HERE}/:id/avenant`]: posted(`${HERE}/0/avenant`, [404]),
  [`GET ${HERE}/:id/denonciation`]: written(`${HERE}/0/denonciation`),
  [`POST ${HERE}/:id/denonciation`]: posted(`${HERE}/0/denonciation`, [404]),
  [`POST ${HERE}/:id/abandon`]: posted(`${HERE}/0/abandon`, [404]),
  [`POST ${HERE}/:id/avenants/:rang/abandon`]: posted(`${HERE}/0/avenants/1/abandon`, [404]),
}
