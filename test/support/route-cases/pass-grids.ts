import { administrators, among, form, type RouteCase } from './case.ts'

const HERE = '/administration/pass/droits'
const grid = `${HERE}/piscine-solidaire`
const row = `${grid}/lignes/solidaire`
const TRUST = '/administration/pass/confiance'
const list = `${TRUST}/2d-doc`
// What is for the whole territory is the metropolis's to write.
const metropolis = among('admin')

const written = (at: string, url: string, statuses: readonly number[]): [string, RouteCase][] => [
  [`GET ${at}`, { url: () => url, may: metropolis }],
  [`POST ${at}`, { ...form(url, {}, statuses), may: metropolis }],
]

export const passGrids: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`GET ${HERE}/:grille`]: { url: () => grid, may: administrators },
  [`GET ${HERE}/:grille/pourquoi`]: {
    url: () => `${grid}/pourquoi?tranche=1&preuve=seen`,
    may: administrators,
  },
  [`GET ${TRUST}`]: { url: () => TRUST, may: administrators },
  [`GET ${TRUST}/:liste`]: { url: () => list, may: administrators },
  ...Object.fromEntries([
    ...written(`${TRUST}/:liste/declaration`, `${list}/declaration`, [409, 422]),
    ...written(`${TRUST}/:liste/certificateurs/nouveau`, `${list}/certificateurs/nouveau`, [422]),
    ...written(`${TRUST}/:liste/certificats/nouveau`, `${list}/certificats/nouveau`, [422]),
    ...written(`${TRUST}/:liste/dernier-jour`, `${list}/dernier-jour`, [422]),
    ...written(`${TRUST}/:liste/signataire`, `${list}/signataire`, [303, 409]),
    ...written(`${TRUST}/:liste/liste-officielle`, `${list}/liste-officielle`, [422]),
    ...['publier', 'reprendre', 'abandonner'].map((act): [string, RouteCase] => [
      `POST ${TRUST}/:liste/${act}`,
      { ...form(`${list}/${act}`, {}, [303]), may: metropolis },
    ]),
    ...written(`${HERE}/nouvelle`, `${HERE}/nouvelle`, [422]),
    ...['declaration', 'classes', 'preuves'].flatMap((name) =>
      written(`${HERE}/:grille/${name}`, `${grid}/${name}`, [409, 422]),
    ),
    ...written(`${HERE}/:grille/autres`, `${grid}/autres`, [200]),
    ...written(`${HERE}/:grille/lignes/nouvelle`, `${grid}/lignes/nouvelle`, [422]),
    ...written(`${HERE}/:grille/lignes/:ligne/changer`, `${row}/changer`, [422]),
    ...written(`${HERE}/:grille/lignes/:ligne/retirer`, `${row}/retirer`, [409]),
    [`GET ${HERE}/:grille/retirer`, { url: () => `${grid}/retirer`, may: metropolis }],
    [`POST ${HERE}/:grille/retirer`, { ...form(`${HERE}/inconnue/retirer`), may: metropolis }],
    ...['publier', 'reprendre', 'abandonner'].map((act): [string, RouteCase] => [
      `POST ${HERE}/:grille/${act}`,
      { ...form(`${grid}/${act}`, {}, [303]), may: metropolis },
    ]),
  ]),
}
