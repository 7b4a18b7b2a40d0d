import { administrators, among, form, type RouteCase } from './case.ts'

const HERE = '/administration/modeles'
const one = `${HERE}/trou-rebouche`
const may = among('admin')

export const templates: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators },
  [`POST ${HERE}/nouveau`]: { ...form(`${HERE}/nouveau`), may: administrators },
  [`GET ${HERE}/:modele`]: { url: () => one, may },
  [`POST ${HERE}/:modele`]: { ...form(one), may },
  [`GET ${HERE}/:modele/retirer`]: { url: () => `${one}/retirer`, may },
  [`POST ${HERE}/:modele/retirer`]: { ...form(`${one}/retirer`, { version: '0' }, [409]), may },
}
