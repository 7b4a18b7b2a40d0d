import { open, type RouteCase } from './case.ts'
import { people } from './people.ts'
