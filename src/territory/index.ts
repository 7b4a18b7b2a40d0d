// The door of the territory: authorities, areas, units, calendars.
export {
  addDays,
  addWorkingDays,
  type Calendar,
  compileCalendar,
  type Day,
  endOfDay,
  isWorkingDay,
  nextWorkingDay,
  localDay,
  localTime,
  startOfDay,
  weekdayOf,
  workingDaysBetween,
} from './calendar.ts'
export { adminForm, adminList } from './admin-screens.ts'
export { adminFrame, deskFrame } from './desk-frame.ts'
export { hourText, openingSentence } from './opening.ts'
export { openNow } from './open-now.ts'
export { type Reception, receptionKindsOf, receptionsOf, townHallOf } from './receptions.ts'
export { areaNoun, authorityNoun, unitNoun } from './nouns.ts'
export { areaAt } from './contour.ts'
export { importContours, setContours } from './contours.ts'
export type { AuthorityProfile, CalendarDefinition, TerritoryDefinition } from './definition.ts'
export { importTerritory, slugOf } from './import.ts'
export { placeWords } from './gazetteer.ts'
export { type Place, readPlace, understandPlace } from './place.ts'
export { territoryModule } from './routes.ts'
export { neutralSite } from './site.ts'
export { type Area, type Authority, isDivided, type Territory, territory, type Unit } from './territory.ts'
