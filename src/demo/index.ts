// The demonstration: people, a year of requests made through the real verbs, the mails they caused.
export { signAgreements } from './partners/agreements.ts'
export { createDemoPeople, DEMO_PASSWORD, demoPeople } from './people.ts'
export { DEMO_PAPER } from './helped.ts'
export { loadDemo } from './load.ts'
export { demo } from './routes.ts'
export { connectDemoSite, connectDemoTool } from './site.ts'
