// The door of the demonstration site: a program starts it in its own process, or main.ts alone.
export { type DemoSite, startDemoSite } from './site.ts'
export { TOOLS } from './guise.ts'
