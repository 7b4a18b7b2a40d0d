import { among, administrators, form, type RouteCase } from './case.ts'

const HERE = '/administration/competences'
const rule = `${HERE}/regles/tag-metropole`
const page = (url: string): RouteCase => ({ url: () => url, may: administrators })
// A rule of the whole territory is the metropolis's to change.
const metropolis = among('admin')

export const competence: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: page(HERE),
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/pourquoi`]: page(`${HERE}/pourquoi?sujet=tag&commune=69029`),
  [`GET ${HERE}/sujets/:categorie`]: page(`${HERE}/sujets/tag`),
  [`GET ${HERE}/regles/:regle`]: page(rule),
  [`GET ${HERE}/sujets/:categorie/nouvelle`]: page(`${HERE}/sujets/tag/nouvelle`),
  [`POST ${HERE}/sujets/:categorie/nouvelle`]: {
    ...form(`${HERE}/sujets/tag/nouvelle`),
    may: administrators,
  },
  ...Object.fromEntries(
    ['changer', 'terminer', 'retirer'].flatMap((act) => [
      [`GET ${HERE}/regles/:regle/${act}`, { url: () => `${rule}/${act}`, may: metropolis }],
      [`POST ${HERE}/regles/:regle/${act}`, { ...form(`${rule}/${act}`), may: metropolis }],
    ]),
  ),
}
