namespace FpgaSeg.HlsGen.Templating.Embedded;

/// <summary>A place in a template; lines and columns count from 1.</summary>
internal readonly record struct TemplatePosition(int Line, int Column);
