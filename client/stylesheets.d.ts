// A style sheet is imported for its effect: the bundler puts it next to the script.
declare module '*.css';
