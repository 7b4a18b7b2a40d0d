import { administrators, form, type RouteCase } from './case.ts'

const HERE = '/administration/publics'
// « Public », which is everybody’s to read and nobody’s to change.
const [publicAt, nobody] = [`${HERE}/1`, () => false]

export const audiences: Readonly<Record<string, RouteCase>> = {
  [`GET ${HERE}`]: { url: () => HERE, may: administrators },
  [`POST ${HERE}/fichier`]: { ...form(`${HERE}/fichier`, { query: '' }, [303]), may: administrators },
  [`GET ${HERE}/nouveau`]: { url: () => `${HERE}/nouveau`, may: administrators },
  [`POST ${HERE}/nouveau`]: { ...form(`${HERE}/nouveau`), may: administrators },
  [`GET ${HERE}/:public`]: { url: () => publicAt, may: administrators },
  [`GET ${HERE}/:public/changer`]: { url: () => `${publicAt}/changer`, may: nobody },
  [`POST ${HERE}/:public/changer`]: { ...form(`${publicAt}/changer`), may: nobody },
  [`GET ${HERE}/:public/retrait`]: { url: () => `${publicAt}/retrait`, may: nobody },
  [`POST ${HERE}/:public/retrait`]: { ...form(`${publicAt}/retrait`, { version: '1' }), may: nobody },
}
