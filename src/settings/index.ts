// The door of settings: what town halls choose, inherited from the metropolis to the service.
export { limitAt, limitSetting, mostAt } from './limits.ts'
export { settings } from './module.ts'
export { OPENING } from './access.ts'
export {
  authoritiesFor,
  chosenFor,
  type Chosen,
  choose,
  chooseWhole,
  isChosenAt,
  isSameScope,
  isTheirs,
  judgeChoice,
  type Origin,
  readTyped,
  settableAuthorities,
  type SettingPlace,
  settingPlaces,
  valueOf,
  writableAuthorities,
} from './settings.ts'
export {
  type Ended,
  endedPartners,
  isOpen,
  open,
  type Opening,
  openingsBy,
  partnersWithout,
  type Standing,
  standingsOf,
} from './openings.ts'
export { historyOf, latestOf, ownValues } from './queries.ts'
export { aboveWords, beginningOf, chooserOf, choosers, originCell, type Said, saidFor } from './said.ts'
