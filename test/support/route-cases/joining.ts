import { administrators, among, form, type RouteCase } from './case.ts'

const HERE = '/administration/ouverture'
const manager = among('admin')

// Their own town hall, unless they name another: a case names none.
export const joining: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}`]: { ...form(HERE, { collectivite: '', jour: '' }, [422]), may: administrators },
  [`POST ${HERE}/etapes`]: {
    ...form(`${HERE}/etapes`, { collectivite: '', etape: 'territory.hours', vu: 'oui' }, [303]),
    may: administrators,
  },
  [`GET ${HERE}/communes/nouvelle`]: { url: () => `${HERE}/communes/nouvelle`, may: manager },
  [`POST ${HERE}/communes/nouvelle`]: {
    ...form(`${HERE}/communes/nouvelle`, { commune: '', mail: '' }, [422]),
    may: manager,
  },
}
