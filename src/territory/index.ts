// The door of the territory: authorities, areas, units, calendars.
export {
  addDays,
  addWorkingDays,
  type Calendar,
  compileCalendar,
  type Day,
  endOfDay,
  isWorkingDay,
  nextClosedDay,
  nextWorkingDay,
  localDay,
  localTime,
  startOfDay,
  weekdayOf,
  workingDaysBetween,
} from './calendar.ts'
export { adminForm, adminList, agentForm, agentList } from './admin-screens.ts'
export {
  adminFrame,
  deskFrame,
  intranetFrame,
  officeFrame,
  readerPage,
  readsAsElected,
  territoriesFrame,
} from './desk-frame.ts'
export { hourText, openingSentence } from './opening.ts'
export {
  authorityAccess,
  changeAuthority,
  changeLogo,
  paleColour,
  ratioText,
  saidOfAuthority,
} from './authorities.ts'
export {
  calendarAccess,
  calendarsFor,
  changeCalendar,
  createCalendar,
  type SaidOfCalendar,
} from './calendars.ts'
export { todayThere } from './today.ts'
export { publicHolidays } from './holidays.ts'
export { openNow } from './open-now.ts'
export { type Reception, receptionKindsOf, receptionsOf, townHallOf } from './receptions.ts'
export { areaNoun, authorityNoun, unitNoun } from './nouns.ts'
export { areaAt, outlinesOf, type Ring } from './contour.ts'
export { communesAt, communesNamed, type FrenchCommune, writtenCommune } from './france/communes.ts'
export { COUNTRIES, countryOf, FRANCE } from './france/countries.ts'
export { importContours, setContours } from './contours.ts'
export type { AuthorityProfile, CalendarDefinition, TerritoryDefinition } from './definition.ts'
export { importTerritory, type LeftAlone } from './import.ts'
export { addCommune, type Joined, openFrom } from './join.ts'
export { OFFICIAL_CENSUS } from './official.ts'
export { placeWords } from './gazetteer.ts'
export { type Place, placeNamed, readPlace, understandPlace } from './place.ts'
export { readCalendar, readProfile, readUnit, UNIT_MAIL } from './schema.ts'
export { territoryModule } from './routes.ts'
export { awaitedNotices } from './awaited.ts'
export { counterAddress, counterHost, neutralSite, siteOf } from './site.ts'
export {
  type Area,
  type Authority,
  heldTerritory,
  isDivided,
  type Territory,
  territory,
  type Unit,
  withUnits,
} from './territory.ts'
export type { SaidOfUnit } from './queries.edit.ts'
export { territoryRevision } from './queries.ts'
export {
  type FormerUnits,
  keptFromRestoring,
  regroup,
  regrouped,
  type Regrouping,
  restored,
  restoreUnits,
} from './reorganise.ts'
export { type Rerouted, rerouted, reroutedSentence, uncovered, uncoveredSentence } from './uncovered.ts'
export { actOf, lastWriter, signed, signedTo, storyOf } from './signed.ts'
export {
  administeredAuthorities,
  authoritiesOf,
  changeUnit,
  createUnit,
  isWhole,
  tendedUnits,
  theirs,
  unitAccess,
} from './units.ts'
