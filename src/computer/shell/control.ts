// How a shell leaves what it is doing: as exceptions, caught where the construct ends.

export class BreakLoop extends Error {
  levels: number;
  readonly continues: boolean;

  constructor(levels: number, continues: boolean) {
    super('break');
    this.levels = levels;
    this.continues = continues;
  }
}

export class ReturnFromFunction extends Error {
  readonly status: number;

  constructor(status: number) {
    super('return');
    this.status = status;
  }
}

export class ExitShell extends Error {
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}

/** An expansion that cannot be: the command is not run. `fatal` ends a script that is not interactive. */
export class ExpansionError extends Error {
  readonly status: number;
  readonly fatal: boolean;

  constructor(message: string, status = 1, fatal = true) {
    super(message);
    this.status = status;
    this.fatal = fatal;
  }
}
