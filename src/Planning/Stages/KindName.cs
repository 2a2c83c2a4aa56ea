using System.Text;

namespace FpgaSeg.Planning.Stages;

/// <summary>A stage's kind in words for reports and design.json: PointwisePairStage is pointwise_pair.</summary>
public static class KindName
{
    public static string Of(Stage stage)
    {
        var name = stage.GetType().Name[..^nameof(Stage).Length];
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
