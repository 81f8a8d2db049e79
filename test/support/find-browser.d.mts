// Types of find-browser.mjs.
export declare const LAUNCH_ARGS: string[];
export declare function findBrowser(): string | undefined;
