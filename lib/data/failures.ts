/** The panel's own expected failures: one sentence and one remedy a code, in English; pages translate by code. */
import { MigrationError } from '../engine/errors.ts';
import type { PanelCode } from './action-types.ts';

type Params = Record<string, string | number>;

const FAILURES: Record<PanelCode, readonly [message: string, remedy: string]> = {
  'PNL-SIGN-IN': ['You are not signed in.', 'Sign in and do it again.'],
  'PNL-CREDENTIALS': ['Email or password is not right.', 'Check both. An admin can set a new password.'],
  'PNL-THROTTLED': ['Too many failed attempts.', 'Wait {minutes} minutes and try again.'],
  'PNL-ROLE': ['Your role may not do this.', 'Ask an admin to do it or to change your role.'],
  'PNL-INPUT': ['Some of what was entered is not right.', 'See the fields that are marked.'],
  'PNL-ORIGIN': [
    'The request did not come from a page of this panel.',
    'Open the panel and do it from there.',
  ],
  'PNL-NOT-FOUND': ['It is not there, or was removed.', 'Go back to the list and look again.'],
  'PNL-EXISTS': ['“{name}” is there already.', 'Use the one that exists, or choose another.'],
  'PNL-IN-USE': [
    'It is used by {count} migrations.',
    'Remove those migrations first; what they did stays in the history.',
  ],
  'PNL-SETUP-TOKEN': [
    'The setup token is not right.',
    'Copy it from the log of the start. A new start prints a new one.',
  ],
  'PNL-SETUP-CLOSED': ['There is an admin already.', 'Sign in, or ask the admin for an account.'],
  'PNL-YOURSELF': ['You cannot do this to yourself.', 'Ask another admin.'],
  'PNL-LAST-ADMIN': ['This is the last admin.', 'Make somebody else an admin first.'],
  'PNL-RUN-ACTIVE': ['Another run is going on for this target schema.', 'Wait until it ends, or cancel it.'],
  'PNL-RUN-ENDED': ['The run has ended.', 'There is nothing left to cancel.'],
  'PNL-NO-PAUSE': ['A preview cannot be paused.', 'Cancel it; another one is made in a moment.'],
  'PNL-NOT-PAUSED': ['The run is not paused.', 'Look at it again: somebody else resumed or cancelled it.'],
  'PNL-NO-FINALISE': ['This run cannot be finalised.', 'The reason is shown beside the button.'],
  'PNL-PLAN-MISSING': ['There is no plan to approve.', 'Make a preview first.'],
  'PNL-NOT-ACCEPTABLE': [
    'Only warnings can be accepted.',
    'A blocker is resolved as it says; a note needs nothing.',
  ],
  'PNL-COUNT-REPLACED': ['Another count was asked for instead.', 'Nothing need be done.'],
  'PNL-PLAN-BLOCKED': [
    'The plan has {count} blockers.',
    'Resolve them as the findings say, then preview again.',
  ],
  'PNL-PLAN-CHANGED': ['The plan is not the one that you looked at.', 'Look at the new one and start again.'],
  'PNL-PLAN-OUTDATED': [
    'Source, target or options were changed after the plan was made.',
    'Plan it again, look at the new plan, then start.',
  ],
  'PNL-PLAN-DONE': [
    'This plan has been carried out already.',
    'Nothing need be done. If it shall run once more, plan it again.',
  ],
  'PNL-REPLACE-NEEDED': [
    'The target already has tables of these names.',
    'Allow them to be replaced when starting, or choose another schema. They are kept for rollback.',
  ],
  'PNL-IN-PROJECT': ['“{name}” belongs to another project.', 'Take it out of that one first.'],
  'PNL-SCHEMA-TAKEN': [
    'The schema {schema} of {database} would be filled twice: also by “{name}”.',
    'Give each file a schema of its own.',
  ],
  'PNL-BATCH-ACTIVE': [
    'Another batch of this project still goes on.',
    'Wait until it ends, or cancel what is left of it.',
  ],
  'PNL-BATCH-EMPTY': ['The project has no migrations.', 'Make some first: “Add several” makes them at once.'],
  'PNL-BATCH-ENDED': ['The batch has ended.', 'There is nothing left to cancel.'],
  'PNL-BATCH-DONE': ['Nothing of this batch is left to retry.', 'Start a new one from the project’s page.'],
  'PNL-NO-ROLLBACK': ['This run cannot be rolled back.', 'The reason is shown beside the button.'],
  'PNL-NO-QUARANTINE': [
    'Rows of this run cannot be put in any more.',
    'Its tables are no longer those that stand in the target. Look at the latest run.',
  ],
  'PNL-NO-SNAPSHOT': [
    'The snapshot of this run cannot be removed.',
    'The reason is shown beside the button.',
  ],
  'PNL-NO-SAMPLE': [
    'Only the tour’s sample in the sample’s own target can be changed here.',
    'Migrate the sample of the tour first; its tables must be those that stand there.',
  ],
  'PNL-CONFIRMATION': ['The name is not the target’s.', 'Type {name} exactly.'],
  'PNL-UPLOAD-SIZE': [
    'The file is larger than {limit} bytes.',
    'Put it on the server and register its path, or raise UPLOAD_MAX_BYTES.',
  ],
  'PNL-UPLOAD-ROOM': [
    'The disk has {free} bytes left, too little for this file.',
    'Make room on the server and upload it again.',
  ],
  'PNL-UPLOAD-QUOTA': [
    'Uploads would take more than {limit} bytes together.',
    'Remove uploaded sources that are no longer needed, or raise UPLOAD_TOTAL_BYTES.',
  ],
  'PNL-UPLOAD-COUNT': [
    'You have {limit} uploaded sources already.',
    'Remove those that are no longer needed, or raise UPLOAD_MAX_COUNT.',
  ],
  'PNL-UPLOAD-ENCODED': [
    'The file was sent compressed on its way.',
    'Send the database file itself, without Content-Encoding.',
  ],
  'PNL-UPLOAD-BROKEN': ['The upload broke off. Nothing was kept.', 'Upload the file again.'],
  'PNL-KEY': [
    'The encryption key does not open the stored secrets.',
    'Start with the ENCRYPTION_KEY that they were stored with, or give it as ENCRYPTION_KEY_PREVIOUS.',
  ],
  'PNL-UNEXPECTED': [
    'Something failed that should not.',
    'Nothing was changed. Please report it with the time: the log has the details.',
  ],
};

/** To be thrown. `params` fill the places of the sentences and go along for translation. */
export function failure(code: PanelCode, params: Params = {}, cause?: unknown): MigrationError {
  const [message, remedy] = FAILURES[code];
  return new MigrationError(code, fill(message, params), fill(remedy, params), { context: params, cause });
}

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}
