import { abandonCommand } from './abandon.ts';
import { analyticsExportCommand } from './analytics-export.ts';
import { approvalsCommand } from './approvals.ts';
import { approveCommand } from './approve.ts';
import { auditCommand } from './audit-command.ts';
import { backupCommand } from './backup.ts';
import { backupsCommand } from './backups.ts';
import { completionCommand } from './completion.ts';
import type { CommandDefinition } from './definition.ts';
import { doctorCommand } from './doctor.ts';
import { expiringCommand } from './expiring.ts';
import { followCommand } from './follow.ts';
import { helpCommand } from './help-command.ts';
import { holdCommand } from './hold.ts';
import { initCommand } from './init.ts';
import { loginCommand } from './login.ts';
import { logoutCommand } from './logout.ts';
import { noteCommand } from './note.ts';
import { notifyTestCommand } from './notify-test.ts';
import { pathsCommand } from './paths.ts';
import { pruneCommand } from './prune.ts';
import { reconcileCommand } from './reconcile.ts';
import { recoverCommand } from './recover.ts';
import { rejectCommand } from './reject.ts';
import { releaseCommand } from './release.ts';
import { restoreCommand } from './restore.ts';
import { scheduleCommand } from './schedule.ts';
import { schedulePauseCommand } from './schedule-pause.ts';
import { scheduleResumeCommand } from './schedule-resume.ts';
import { servicesCommand } from './services.ts';
import { showCommand } from './show.ts';
import { snoozeCommand } from './snooze.ts';
import { statusCommand } from './status.ts';
import { undeleteCommand } from './undelete.ts';
import { watchCommand } from './watch.ts';
import { whoamiCommand } from './whoami.ts';

/** Every command of the grammar, in the order help shows them. One line each. */
export const commands: readonly CommandDefinition[] = [
  servicesCommand,
  statusCommand,
  recoverCommand,
  backupCommand,
  restoreCommand,
  undeleteCommand,
  followCommand,
  abandonCommand,
  backupsCommand,
  showCommand,
  noteCommand,
  expiringCommand,
  snoozeCommand,
  watchCommand,
  scheduleCommand,
  schedulePauseCommand,
  scheduleResumeCommand,
  holdCommand,
  releaseCommand,
  reconcileCommand,
  pruneCommand,
  analyticsExportCommand,
  approvalsCommand,
  approveCommand,
  rejectCommand,
  initCommand,
  loginCommand,
  logoutCommand,
  whoamiCommand,
  doctorCommand,
  notifyTestCommand,
  auditCommand,
  pathsCommand,
  completionCommand,
  helpCommand,
];
