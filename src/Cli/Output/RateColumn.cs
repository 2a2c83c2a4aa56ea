using Spectre.Console;
using Spectre.Console.Rendering;

namespace FpgaSeg.Cli.Output;

/// <summary>Steps per second in a progress bar, once there is a rate.</summary>
internal sealed class RateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is > 0 and var speed ? $"{speed:F1}/s" : "");
}
