import { open, type RouteCase } from './case.ts'

const AT = '/api/v1/pass/porte'
/** Without the proof of a door’s key: the same refusal for everybody. */
const unproved = (verb: 'GET' | 'POST', path: string): Readonly<Record<string, RouteCase>> => ({
  [`${verb} ${AT}${path}`]: open(AT + path, [401]),
})

export const passCalls: Readonly<Record<string, RouteCase>> = {
  // Says first that nothing was sent.
  [`POST ${AT}`]: open(AT, [415]),
  ...unproved('GET', ''),
  ...unproved('GET', '/liste'),
  ...unproved('GET', '/cartes'),
  ...unproved('POST', '/controles'),
  ...unproved('POST', '/annulations'),
  ...unproved('POST', '/journal'),
  ...unproved('POST', '/presentations'),
  [`GET ${AT}/presentations/:ligne`]: open(`${AT}/presentations/1`, [401]),
  [`DELETE ${AT}/presentations/:ligne`]: open(`${AT}/presentations/1`, [401]),
}
