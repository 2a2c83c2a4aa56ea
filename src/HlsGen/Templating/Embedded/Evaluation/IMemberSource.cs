namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>A value of the engine itself that has members.</summary>
internal interface IMemberSource
{
    /// <summary>Looks a member up.</summary>
    bool TryGetMember(string name, out object? value);
}
